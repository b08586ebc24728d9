using System.CommandLine;
using Npgsql;
using TokenPortal.Core.Database;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>`database check`, `print`, `apply`, `remove-guard`, and what <see cref="HistoryCommands"/> adds.</summary>
internal static class DatabaseCommands
{
    private static readonly string[] Scripts =
        [.. Enum.GetValues<DatabaseScript>().Select(script => NameOf(script))];

    public static Command Create(OperatorSettings settings) => new("database", "The database that the portal works on.")
    {
        Check(settings),
        Print(),
        Apply(settings),
        RemoveGuard(settings),
        HistoryCommands.Verify(settings),
        HistoryCommands.Anchor(settings),
    };

    private static Command Check(OperatorSettings settings)
    {
        var command = new Command("check", "Compare the database with what the portal needs (ConnectionStrings:TokenPortal).");
        command.SetAction((_, cancellationToken) => settings.WithRuntimeAsync(
            connectionString => CheckAsync(connectionString, cancellationToken)));
        return command;
    }

    private static Command Print()
    {
        var script = new Argument<string?>("script")
        {
            Description = "Without a name: all that apply runs.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        script.AcceptOnlyFromAmong(Scripts);
        var command = new Command("print", "Print a script.") { script };
        command.SetAction(parsed =>
        {
            DatabaseScript[] wanted = parsed.GetValue(script) is { } name
                ? [Enum.GetValues<DatabaseScript>().Single(value => NameOf(value) == name)]
                : [DatabaseScript.Roles, DatabaseScript.Portal, DatabaseScript.Guard];
            foreach (var each in wanted) Console.Out.WriteLine(PortalDatabase.Print(each));
        });
        return command;
    }

    private static Command Apply(OperatorSettings settings)
    {
        var command = new Command(
            "apply", "Bring schema portal, guard and indexes up to date (ConnectionStrings:TokenPortalMigrator).");
        command.SetAction((_, cancellationToken) => settings.WithMigratorAsync(async connectionString =>
        {
            await PortalDatabase.ApplyAsync(connectionString, cancellationToken);
            await Console.Out.WriteLineAsync("Schema portal, guard and indexes are up to date.");
            return 0;
        }));
        return command;
    }

    private static Command RemoveGuard(OperatorSettings settings)
    {
        var command = new Command(
            "remove-guard",
            "Take guard, hints and indexes off the server's tables (ConnectionStrings:TokenPortalMigrator).");
        command.SetAction((_, cancellationToken) => settings.WithMigratorAsync(async connectionString =>
        {
            await PortalDatabase.RemoveGuardAsync(connectionString, cancellationToken);
            await Console.Out.WriteLineAsync("Guard, hints and indexes are removed.");
            return 0;
        }));
        return command;
    }

    private static async Task<int> CheckAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        var report = await PortalDatabase.CheckAsync(dataSource, cancellationToken);
        foreach (var error in report.Errors) await Console.Out.WriteLineAsync($"error: {error}");
        foreach (var warning in report.Warnings) await Console.Out.WriteLineAsync($"warning: {warning}");
        await Console.Out.WriteLineAsync(report switch
        {
            { IsUsable: false } => "The database is not ready.",
            { Warnings.Count: 0 } => "The database is ready.",
            _ => "The database is usable.",
        });
        return report.IsUsable ? 0 : PortalProgram.Failure;
    }

    private static string NameOf(DatabaseScript script) => script switch
    {
        DatabaseScript.RemoveGuard => "remove-guard",
        _ => script.ToString().ToLowerInvariant(),
    };
}
