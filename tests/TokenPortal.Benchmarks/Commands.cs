using System.CommandLine;
using TokenPortal.Demo;

namespace TokenPortal.Benchmarks;

/// <summary>The words of the command line. Each benchmark is a subcommand.</summary>
internal static class Commands
{
    public static RootCommand Create() => new("Measures TokenPortal side by side with what it is held against.")
    {
        CreateDatabase(),
    };

    private static Command CreateDatabase()
    {
        var authorizations = new Option<int>("--authorizations")
        {
            Description = "Size of the main database; four tokens each",
            DefaultValueFactory = _ => 1_000_000,
        };
        var growth = new Option<int[]>("--growth")
        {
            Description = "Sizes, in authorizations, at which the list is held against the bare lookup",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [2_500, 25_000, 250_000],
        };
        var connection = new Option<string?>("--connection")
        {
            Description = "Superuser's connection string of a server to use; without it, one is started",
        };
        var data = new Option<string>("--data")
        {
            Description = "Keeps the started server's databases between runs",
            DefaultValueFactory = _ => Path.GetFullPath(Path.Combine("artifacts", "benchmarks", "data")),
        };
        var samples = new Option<string>("--samples")
        {
            Description = "Folder for the raw samples",
            DefaultValueFactory = _ => Path.GetFullPath(Path.Combine("artifacts", "benchmarks", "samples")),
        };
        var report = new Option<string?>("--report") { Description = "Markdown page whose figures are written anew" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 40 };
        var slice = new Option<int>("--slice")
        {
            Description = "Seconds of one variant's turn at full load; each has five turns",
            DefaultValueFactory = _ => 2,
        };
        var phases = new Option<string[]>("--phases")
        {
            Description = $"Which of {string.Join(", ", DatabaseOptions.AllPhases)}; all without it",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => DatabaseOptions.AllPhases,
        };
        var command = new Command("database", "List and revoke against OpenIddict's managers and the bare database")
        {
            authorizations, growth, connection, data, samples, report, rounds, slice, phases,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new DatabaseOptions(
                parsed.GetValue(authorizations), parsed.GetValue(growth)!, parsed.GetValue(connection),
                parsed.GetValue(data)!, parsed.GetValue(samples)!, parsed.GetValue(report),
                parsed.GetValue(rounds), parsed.GetValue(slice), parsed.GetValue(phases)!);
            try
            {
                await DatabaseBenchmark.RunAsync(options, cancellationToken);
                return 0;
            }
            catch (StartException exception)
            {
                Console.Error.WriteLine(exception.Message);
                return 1;
            }
        });
        return command;
    }
}
