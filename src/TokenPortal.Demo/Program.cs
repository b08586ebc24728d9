using TokenPortal.Demo;

return await DemoProgram.RunAsync(args);
