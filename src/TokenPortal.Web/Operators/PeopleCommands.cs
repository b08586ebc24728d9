using System.CommandLine;
using System.Globalization;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Operators;

/// <summary>`people erase`.</summary>
internal static class PeopleCommands
{
    public static Command Create(OperatorSettings settings) => new("people", "The people that the portal knows.")
    {
        Erase(settings),
    };

    private static Command Erase(OperatorSettings settings)
    {
        var subject = new Option<string>("--subject") { Description = "Whom.", Required = true };
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
}
