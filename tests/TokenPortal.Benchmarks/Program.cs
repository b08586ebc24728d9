using TokenPortal.Benchmarks;

return await Commands.Create().Parse(args).InvokeAsync();
