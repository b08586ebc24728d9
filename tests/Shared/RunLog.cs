using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TokenPortal.Tests.Shared;

/// <summary>
/// All that the servers of a test run log at Debug, and all that PostgreSQL logs with every statement; at the end it is
/// searched for each token, code, cookie and password that the run saw.
/// </summary>
internal static class RunLog
{
    private const int ShortestSecret = 12;

    // Long secrets of one kind begin alike. Whoever wrote one whole wrote these parts of it.
    private const int SearchedPart = 32;

    private const int MostShown = 10;

    // They write whole addresses, in which tests put tokens on purpose and an issuer its codes, the secrets of circuits,
    // and requests with every parameter, which OpenIddict hides only under the names that tokens have. What ships silences
    // them; tests of their own hold it to that, and have OpenIddict at Debug for all that a server does.
    private static readonly string[] TooTalkative =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.SignalR", "OpenIddict"];

    private static readonly ConcurrentDictionary<string, bool> Seen = new();

    private static readonly ConcurrentBag<string> Planted = [];

    private static readonly string File = Path.Combine(Path.GetTempPath(), $"tokenportal-log-{Guid.NewGuid():N}.txt");

    private static readonly Lock Gate = new();

    private static readonly StreamWriter Writer = new(File, append: false, Encoding.UTF8, bufferSize: 1 << 16);

    private static long _lines;

    /// <summary>Takes a server's log in, whatever its own filters say.</summary>
    public static void Attach(ILoggingBuilder logging)
    {
        logging.AddProvider(new LineLogger(Write)).AddFilter<LineLogger>(category: null, LogLevel.Debug);
        foreach (var category in TooTalkative) logging.AddFilter<LineLogger>(category, LogLevel.Warning);
    }

    /// <summary>All that were seen up to now.</summary>
    public static string[] Secrets => [.. Seen.Keys];

    public static void Write(string line)
    {
        lock (Gate)
        {
            Writer.WriteLine(line);
            _lines++;
        }
    }

    /// <summary>A text to be logged somewhere, which the search has to find.</summary>
    public static string Plant()
    {
        var text = $"planted-{Guid.NewGuid():N}";
        Planted.Add(text);
        return text;
    }

    public static void Note(string? secret)
    {
        if (secret is { Length: >= ShortestSecret }) Seen.TryAdd(secret, true);
    }

    /// <summary>Searches everything and throws it away.</summary>
    /// <returns>What was searched, in numbers.</returns>
    /// <exception cref="InvalidOperationException">A secret was found, or the search finds nothing at all.</exception>
    public static string Search()
    {
        lock (Gate) Writer.Dispose();
        try
        {
            if (Planted.IsEmpty || Planted.Any(text => Find([text], 1).Count == 0))
                throw new InvalidOperationException("The search for secrets does not find what was planted.");
            var found = Find([.. Seen.Keys.SelectMany(PartsOf)], MostShown);
            return found.Count == 0
                ? $"{Seen.Count} secrets searched in {_lines} lines of the servers and of PostgreSQL, 0 found"
                : throw new InvalidOperationException(
                    $"Secrets are in the logs:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
        }
        finally
        {
            System.IO.File.Delete(File);
        }
    }

    private static IEnumerable<string> PartsOf(string secret) => secret.Length <= SearchedPart
        ? [secret]
        : [secret.Substring((secret.Length - SearchedPart) / 2, SearchedPart), secret[^SearchedPart..]];

    private static List<string> Find(string[] texts, int most)
    {
        var values = SearchValues.Create(texts, StringComparison.Ordinal);
        return [.. System.IO.File.ReadLines(File).Where(line => line.AsSpan().ContainsAny(values)).Take(most)];
    }
}

/// <summary>Gives each line of a log, at Debug and above, to somebody.</summary>
internal sealed class LineLogger(Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new CategoryLogger(categoryName, write);

    public void Dispose()
    {
    }

    private sealed class CategoryLogger(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            write($"{category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            write($"{category}: {formatter(state, exception)} {exception}");
    }
}
