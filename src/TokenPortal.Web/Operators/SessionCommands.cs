using System.CommandLine;
using System.Globalization;
using TokenPortal.Core.People;

namespace TokenPortal.Web.Operators;

/// <summary>`sessions end`.</summary>
internal static class SessionCommands
{
    public static Command Create(OperatorSettings settings) => new("sessions", "The sign-in sessions at the portal.")
    {
        End(settings),
    };

    private static Command End(OperatorSettings settings)
    {
        var subject = OperatorOptions.Subject();
        var command = new Command(
            "end", "End all sessions of a person, who may sign in again (ConnectionStrings:TokenPortalMigrator).")
        {
            subject,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ended = await Suspension.EndSessionsAsync(
                settings.Migrator, parsed.GetRequiredValue(subject), TimeProvider.System, cancellationToken);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Sessions ended: {ended}."));
        });
        return command;
    }
}
