using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using TokenPortal.IntegrationTests.Fixtures;

[assembly: AssemblyFixture(typeof(TokenPortal.IntegrationTests.Conformance.ConformanceReport))]

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>
/// Writes docs/conformance.md from the tests that passed in this run, and fails the run when a line has none or the
/// committed file says something else. A run of some tests only says nothing.
/// </summary>
public sealed class ConformanceReport : IAsyncDisposable
{
    private const string Setting = "TOKENPORTAL_WRITE_DOCS";

    private static readonly ConcurrentDictionary<MethodInfo, bool> Results = new();

    private static readonly MethodInfo[] Proofs =
    [
        .. typeof(ConformanceReport).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<ProvesAttribute>() is not null),
    ];

    public static void Record(MethodInfo test, bool passed) =>
        Results.AddOrUpdate(test, passed, (_, before) => before && passed);

    public async ValueTask DisposeAsync()
    {
        if (Proofs.Any(test => !Results.ContainsKey(test))) return;

        var proofs = Results.Where(result => result.Value).Select(result => result.Key)
            .SelectMany(test => test.GetCustomAttribute<ProvesAttribute>()!.Lines.Select(line => (line, test)))
            .ToLookup(proof => proof.line, proof => proof.test);
        if (proofs.FirstOrDefault(proof => ConformanceLines.All.All(line => line.Id != proof.Key)) is { } unknown)
            throw new InvalidOperationException($"A test proves {unknown.Key}, which is no line of {nameof(ConformanceLines)}.");

        var text = Write(proofs);
        var file = Path.Combine(Repository.Root, "docs", "conformance.md");
        if (Environment.GetEnvironmentVariable(Setting) == "1") await File.WriteAllTextAsync(file, text);
        if (ConformanceLines.All.FirstOrDefault(line => !proofs.Contains(line.Id)) is { } unproved)
            throw new InvalidOperationException($"No test that passed proves {unproved.Id}: {unproved.Asks}");
        if (await File.ReadAllTextAsync(file) != text)
            throw new InvalidOperationException($"docs/conformance.md is not what this run makes. Set {Setting}=1 and run again.");
    }

    private static string Write(ILookup<string, MethodInfo> proofs)
    {
        var text = new StringBuilder("""
            # Conformance

            Made by the test run from the tests that passed in it; not to be edited by hand. What a line asks is said in
            our own words. Case numbers and invariants of the other tests stand in [testing.md](testing.md).

            """);
        foreach (var group in ConformanceLines.All.GroupBy(line => line.Source))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Key}\n\n| Line | Asks | Proved by |\n|---|---|---|\n");
            foreach (var line in group)
                text.Append(CultureInfo.InvariantCulture, $"| {line.Id} | {line.Asks} | {string.Join("<br>", proofs[line.Id].Select(Name).Distinct().Order())} |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Name(MethodInfo test) => $"`{test.DeclaringType!.Name}.{test.Name}`";
}
