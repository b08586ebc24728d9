using Npgsql;
using TokenPortal.Core;
using TokenPortal.Core.Database;

namespace TokenPortal.Web.Start;

/// <summary>The operator's side of the program: `database check`, `print`, `apply` and `remove-guard`.</summary>
internal static class DatabaseCommand
{
    public const string Name = "database";

    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int WrongUsage = 64;

    private const string Usage = """
        Usage:
          database check                                     compare the database with what the portal needs
          database print [roles|portal|guard|remove-guard]   print a script (all that apply runs, without a name)
          database apply                                     bring schema portal, guard and indexes up to date
          database remove-guard                              take guard, hints and indexes off the server's tables

        The database is the one of ConnectionStrings:TokenPortal (check) or ConnectionStrings:TokenPortalMigrator
        (apply, remove-guard). Exit codes: 0 done, 1 not, 64 wrong usage, 78 wrong settings.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(argument => argument.StartsWith("--", StringComparison.Ordinal))])
            .Build();
        string[] words = [.. args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return words switch
            {
                ["check"] => await CheckAsync(configuration, stop.Token),
                ["print"] => Print(DatabaseScript.Roles, DatabaseScript.Portal, DatabaseScript.Guard),
                ["print", var script] when TryParse(script, out var parsed) => Print(parsed),
                ["apply"] => await ApplyAsync(configuration, stop.Token),
                ["remove-guard"] => await RemoveGuardAsync(configuration, stop.Token),
                _ => Say(Console.Error, Usage, WrongUsage),
            };
        }
        catch (DatabaseException exception)
        {
            return Say(Console.Error, exception.Message, PortalProgram.Failure);
        }
        catch (ArgumentException exception)
        {
            return Say(Console.Error, exception.Message, PortalProgram.WrongSettings);
        }
        catch (OperationCanceledException)
        {
            return Say(Console.Error, "Stopped.", PortalProgram.Failure);
        }
    }

    private static async Task<int> CheckAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(
            ConnectionString(configuration, CoreOptions.ConnectionStringName));
        var report = await PortalDatabase.CheckAsync(dataSource, cancellationToken);
        foreach (var error in report.Errors) Say(Console.Out, $"error: {error}", 0);
        foreach (var warning in report.Warnings) Say(Console.Out, $"warning: {warning}", 0);
        return report.IsUsable
            ? Say(Console.Out, report.Warnings.Count == 0 ? "The database is ready." : "The database is usable.", 0)
            : Say(Console.Out, "The database is not ready.", PortalProgram.Failure);
    }

    private static async Task<int> ApplyAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        await PortalDatabase.ApplyAsync(
            ConnectionString(configuration, CoreOptions.MigratorConnectionStringName), cancellationToken);
        return Say(Console.Out, "Schema portal, guard and indexes are up to date.", 0);
    }

    private static async Task<int> RemoveGuardAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        await PortalDatabase.RemoveGuardAsync(
            ConnectionString(configuration, CoreOptions.MigratorConnectionStringName), cancellationToken);
        return Say(Console.Out, "Guard, hints and indexes are removed.", 0);
    }

    private static int Print(params DatabaseScript[] scripts)
    {
        foreach (var script in scripts) Say(Console.Out, PortalDatabase.Print(script), 0);
        return 0;
    }

    private static bool TryParse(string name, out DatabaseScript script) =>
        Enum.TryParse(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out script)
        && Enum.IsDefined(script) && !char.IsAsciiDigit(name[0]);

    private static string ConnectionString(IConfiguration configuration, string name)
    {
        var key = $"ConnectionStrings:{name}";
        var value = configuration.GetConnectionString(name);
        if (string.IsNullOrWhiteSpace(value)) throw new ArgumentException($"{key} is missing.");
        try
        {
            return new NpgsqlConnectionStringBuilder(value).ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ArgumentException($"{key} cannot be read: {exception.Message}", exception);
        }
    }

    private static int Say(TextWriter writer, string text, int exitCode)
    {
        writer.WriteLine(text);
        return exitCode;
    }
}
