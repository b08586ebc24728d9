using TokenPortal.Authority;
using TokenPortal.Authority.OpenApi;

if (args is [OpenApiCommand.Name, var file])
{
    await OpenApiCommand.RunAsync(file);
    return 0;
}

return await AuthorityApplication.RunAsync(args);
