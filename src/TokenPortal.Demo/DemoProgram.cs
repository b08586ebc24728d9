using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TokenPortal.Demo;

/// <summary>Runs the demo in a terminal until it is told to stop.</summary>
internal static class DemoProgram
{
    private const int CannotStart = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h"]) return Say(Console.Out, DemoArguments.Usage, 0);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopInOrder);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopInOrder);
        try
        {
            var options = DemoArguments.Read(args);
            options.Progress = line => Say(Console.Out, $"  {line}", 0);
            var started = Stopwatch.GetTimestamp();
            await using var demo = await DemoEnvironment.StartAsync(options, stop.Token);
            Say(Console.Out, Summary(demo, Stopwatch.GetElapsedTime(started)), 0);
            await Task.Delay(Timeout.Infinite, stop.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Say(Console.Out, "Stopped.", 0);
        }
        catch (StartException e)
        {
            return Say(Console.Error, e.Message, CannotStart);
        }

        // A second signal, while everything stops, ends the process as it would any other.
        void StopInOrder(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private static string Summary(DemoEnvironment demo, TimeSpan time) => string.Create(CultureInfo.InvariantCulture,
        $"""

        TokenPortal is ready ({time.TotalSeconds:0.0} s). Ctrl-C stops everything.

          Portal        {demo.Portal}
          Linked apps   {demo.Apps}
          Mail          {demo.Mail}
          Authority     {demo.Authority}
          Resource API  {demo.Api}
          Database      {demo.Postgres.Host}:{demo.Postgres.Port}
          Data folder   {demo.DataFolder}

          Users         {Emails(demo, null)}
          Support       {Emails(demo, "portal-support")}
          Administrator {Emails(demo, "portal-admin")}
          Password      {demo.Accounts[0].Password}

        """);

    private static string Emails(DemoEnvironment demo, string? role) => string.Join(", ",
        demo.Accounts.Where(account => role is null ? account.Roles.Count == 0 : account.Roles.Contains(role))
            .Select(account => account.Email));

    private static int Say(TextWriter writer, string text, int exitCode)
    {
        writer.WriteLine(text);
        return exitCode;
    }
}
