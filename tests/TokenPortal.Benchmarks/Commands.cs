using System.CommandLine;
using TokenPortal.Benchmarks.Circuits;
using TokenPortal.Demo;

namespace TokenPortal.Benchmarks;

/// <summary>The words of the command line. Each benchmark is a subcommand.</summary>
internal static class Commands
{
    /// <summary>What `page` starts itself as a second time.</summary>
    public const string Circuits = "circuits";

    public static RootCommand Create() => new("Measures TokenPortal side by side with what it is held against.")
    {
        CreateDatabase(),
        CreatePage(),
        CreateCutOff(),
        CreateMicro(),
        CreateCircuits(),
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
        var (samples, report) = (CreateSamples(), CreateReport());
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
        command.SetAction((parsed, cancellationToken) => RunAsync(DatabaseBenchmark.RunAsync(
            new DatabaseOptions(
                parsed.GetValue(authorizations), parsed.GetValue(growth)!, parsed.GetValue(connection),
                parsed.GetValue(data)!, parsed.GetValue(samples)!, parsed.GetValue(report),
                parsed.GetValue(rounds), parsed.GetValue(slice), parsed.GetValue(phases)!),
            cancellationToken)));
        return command;
    }

    private static Command CreatePage()
    {
        var sizes = new Option<int[]>("--sizes")
        {
            Description = "Numbers of list pages that are open at once, growing",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [200, 500],
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Of the times of one page; five calls each",
            DefaultValueFactory = _ => 60,
        };
        var revokes = new Option<int>("--revokes")
        {
            Description = "At each size, 18 at most",
            DefaultValueFactory = _ => 10,
        };
        var (samples, report) = (CreateSamples(), CreateReport());
        var command = new Command("page", "The list page: its time, its weight, and many of them open at once")
        {
            sizes, rounds, revokes, samples, report,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(PageBenchmark.RunAsync(
            new PageOptions(
                parsed.GetValue(sizes)!, parsed.GetValue(rounds), parsed.GetValue(revokes), parsed.GetValue(samples)!,
                parsed.GetValue(report)),
            cancellationToken)));
        return command;
    }

    private static Command CreateCutOff()
    {
        var count = new Option<int>("--count")
        {
            Description = "Clicks for each way to check a token",
            DefaultValueFactory = _ => 40,
        };
        var (samples, report) = (CreateSamples(), CreateReport());
        var command = new Command("cutoff", "From the click that removes an app to its first refused call")
        {
            count, samples, report,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(CutOffBenchmark.RunAsync(
            new CutOffOptions(parsed.GetValue(count), parsed.GetValue(samples)!, parsed.GetValue(report)),
            cancellationToken)));
        return command;
    }

    private static Command CreateMicro()
    {
        var report = CreateReport();
        var command = new Command("micro", "The mapping of a list, without database and page") { report };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(MicroBenchmark.RunAsync(parsed.GetValue(report), cancellationToken)));
        return command;
    }

    private static Command CreateCircuits()
    {
        var portal = new Argument<string>("portal");
        var command = new Command(Circuits, "Holds list pages open, as `page` tells it") { portal };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => CircuitProgram.RunAsync(
            new Uri(parsed.GetRequiredValue(portal)), Console.In, Console.Out, cancellationToken));
        return command;
    }

    private static Option<string> CreateSamples() => new("--samples")
    {
        Description = "Folder for the raw samples",
        DefaultValueFactory = _ => Path.GetFullPath(Path.Combine("artifacts", "benchmarks", "samples")),
    };

    private static Option<string?> CreateReport() =>
        new("--report") { Description = "Markdown page whose figures are written anew" };

    private static async Task<int> RunAsync(Task benchmark)
    {
        try
        {
            await benchmark;
            return 0;
        }
        catch (StartException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
