using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPortal.OpenIddict;
using TokenPortal.OpenIddict.OpenApi;

namespace TokenPortal.Authority.OpenApi;

/// <summary>`openapi FILE`: writes the OpenAPI document of both APIs. The build runs it; no database is asked.</summary>
internal static class OpenApiCommand
{
    public const string Name = "openapi";

    private const string Document = "v1";

    public static async Task RunAsync(string file)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // The operations stand under this name when they have no tag.
            ApplicationName = "TokenPortal",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApi(Document, options =>
        {
            options.AddDocumentTransformer<RevocationDescription>();
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "TokenPortal for OpenIddict", Version = Document };
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });
        await using var app = builder.Build();
        app.MapTokenPortal();
        app.Urls.Add("http://127.0.0.1:0");
        // The routes are known once the application runs.
        await app.StartAsync();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document)
            .GetOpenApiDocumentAsync();
        await File.WriteAllTextAsync(file, await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n");
        await app.StopAsync();
    }
}
