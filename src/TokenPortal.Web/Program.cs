using TokenPortal.Web.Start;

return await PortalProgram.RunAsync(args);
