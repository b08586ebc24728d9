using TokenPortal.Authority;

return await AuthorityApplication.RunAsync(args);
