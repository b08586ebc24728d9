using System.CommandLine;
using TokenPortal.Core.Database;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>
/// The operator's side of the program, for scripts and for the day when no page can be reached. Exit codes: 0 done, 1 not
/// done, 64 wrong usage, 78 wrong settings.
/// </summary>
internal static class OperatorProgram
{
    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int WrongUsage = 64;

    private static IEnumerable<Command> Commands(OperatorSettings settings) =>
    [
        DatabaseCommands.Create(settings),
        NoticeCommands.Create(settings),
        HistoryCommands.Create(settings),
        PeopleCommands.Create(settings),
        SessionCommands.Create(settings),
        SupportCommands.CreateSupport(settings),
        SupportCommands.CreateGrants(settings),
        ScopeCommands.Create(settings),
    ];

    /// <summary>True when the arguments ask for a command and not for the portal itself.</summary>
    public static bool IsAskedFor(string[] args) =>
        args is [var first, ..] && Commands(OperatorSettings.Read([])).Any(command => command.Name == first);

    public static async Task<int> RunAsync(string[] args)
    {
        // A setting has a colon in its key, an option of a command has none.
        var settings = args.Where(OperatorSettings.IsSetting).ToArray();
        var root = new RootCommand("Commands for the operator of a TokenPortal installation.");
        foreach (var command in Commands(OperatorSettings.Read(settings))) root.Subcommands.Add(command);

        var parsed = root.Parse([.. args.Where(argument => !OperatorSettings.IsSetting(argument))]);
        try
        {
            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? WrongUsage : exitCode;
        }
        catch (DatabaseException exception)
        {
            return await SayAsync(exception.Message, PortalProgram.Failure);
        }
        catch (ArgumentException exception)
        {
            return await SayAsync(exception.Message, PortalProgram.WrongSettings);
        }
        catch (OperationCanceledException)
        {
            return await SayAsync("Stopped.", PortalProgram.Failure);
        }
    }

    private static async Task<int> SayAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
