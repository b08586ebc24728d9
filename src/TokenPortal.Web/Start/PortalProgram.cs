using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using TokenPortal.Web.Operators;

namespace TokenPortal.Web.Start;

/// <summary>Runs the portal from the command line: what stops it is told in one message, without a stack.</summary>
internal static class PortalProgram
{
    public const int Failure = 1;

    /// <summary>EX_CONFIG of sysexits.h: an operator's script can tell wrong settings from a crash.</summary>
    public const int WrongSettings = 78;

    public static async Task<int> RunAsync(string[] args)
    {
        if (OperatorProgram.IsAskedFor(args)) return await OperatorProgram.RunAsync(args);

        try
        {
            await using var application = PortalApplication.Build(args, TellFaultsOnce);
            await StartAsync(application);
            await application.WaitForShutdownAsync();
            return 0;
        }
        catch (PortalSettingsException exception)
        {
            return await StopAsync(exception.Message, WrongSettings);
        }
        catch (OptionsValidationException exception)
        {
            return await StopAsync(new PortalSettingsException([.. exception.Failures]).Message, WrongSettings);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return await StopAsync(
                $"TokenPortal cannot start: {exception.Message.TrimEnd('.')}. Choose another with --urls "
                + "or ASPNETCORE_URLS.", Failure);
        }
    }

    private static async Task StartAsync(WebApplication application)
    {
        try
        {
            await application.StartAsync();
        }
        catch
        {
            // What had already begun ends in order, instead of failing while it is disposed of.
            await application.StopAsync();
            throw;
        }
    }

    /// <summary>The host logs what it throws, with its stack, and this class says it in a sentence.</summary>
    private static void TellFaultsOnce(WebApplicationBuilder builder) =>
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

    private static async Task<int> StopAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
