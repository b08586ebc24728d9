using System.CommandLine;
using System.Globalization;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.People;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>`people erase`, `suspend` and `restore`.</summary>
internal static class PeopleCommands
{
    public static Command Create(OperatorSettings settings) => new("people", "The people that the portal knows.")
    {
        Erase(settings),
        Suspend(settings),
        Restore(settings),
    };

    private static Command Erase(OperatorSettings settings)
    {
        var subject = OperatorOptions.Subject();
        var yes = new Option<bool>("--yes") { Description = "Do it. Nothing brings the rows back." };
        var command = new Command(
            "erase", "Remove all that schema portal knows of a person (ConnectionStrings:TokenPortalMigrator).")
        {
            subject,
            yes,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var whom = parsed.GetRequiredValue(subject);
            if (!parsed.GetValue(yes))
            {
                await Console.Error.WriteLineAsync(
                    $"This removes {whom} from the history, the devices and the people for good. Repeat it with --yes.");
                return OperatorProgram.WrongUsage;
            }

            var erased = await HistoryRetention.EraseAsync(
                settings.Migrator, whom, TimeProvider.System, cancellationToken);
            foreach (var (what, rows) in erased)
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}: {rows}"));
            return 0;
        });
        return command;
    }

    private static Command Suspend(OperatorSettings settings)
    {
        var subject = OperatorOptions.Subject();
        var reason = new Option<string?>("--reason") { Description = "Why, in a few words: the person can read it." };
        var command = new Command(
            "suspend", "Keep a person out and end all their sessions (ConnectionStrings:TokenPortalMigrator).")
        {
            subject,
            reason,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var whom = parsed.GetRequiredValue(subject);
            var result = await Suspension.SuspendAsync(
                settings.Migrator, whom, parsed.GetValue(reason), TimeProvider.System, cancellationToken);
            if (!result.Known) return await UnknownAsync(whom);

            await Console.Out.WriteLineAsync(result.Changed
                ? string.Create(CultureInfo.InvariantCulture, $"{whom} is suspended; sessions ended: {result.SessionsEnded}.")
                : $"{whom} was suspended already.");
            return 0;
        });
        return command;
    }

    private static Command Restore(OperatorSettings settings)
    {
        var subject = OperatorOptions.Subject();
        var command = new Command(
            "restore", "Let a suspended person sign in again (ConnectionStrings:TokenPortalMigrator).")
        {
            subject,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var whom = parsed.GetRequiredValue(subject);
            var result = await Suspension.RestoreAsync(
                settings.Migrator, whom, TimeProvider.System, cancellationToken);
            if (!result.Known) return await UnknownAsync(whom);

            await Console.Out.WriteLineAsync(result.Changed ? $"{whom} may sign in again." : $"{whom} was not suspended.");
            return 0;
        });
        return command;
    }

    private static async Task<int> UnknownAsync(string subject)
    {
        await Console.Error.WriteLineAsync($"Nobody with the subject {subject} has signed in to the portal. Nothing was changed.");
        return PortalProgram.Failure;
    }
}
