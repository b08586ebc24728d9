using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using TokenPortal.Benchmarks.Circuits;
using TokenPortal.Benchmarks.Measuring;

namespace TokenPortal.Benchmarks.Reports;

/// <summary>Collects figures, prints them as they come, and writes them into a page and into files of raw samples.</summary>
/// <param name="name">The benchmark that writes. A page has a place for each.</param>
internal sealed class Report(string name, string samplesFolder)
{
    private string Begin => $"<!-- Figures of {name}: written by the benchmark. -->";

    private string End => $"<!-- End of the figures of {name}. -->";

    private readonly StringBuilder _facts = new();
    private readonly StringBuilder _goals = new();
    private readonly StringBuilder _details = new();

    public void AddFact(string fact)
    {
        Console.WriteLine(fact);
        _facts.Append("- ").AppendLine(fact);
    }

    /// <param name="reached">The figure, and whether that is enough.</param>
    public void AddGoal(string what, string goal, (string Figure, bool Enough) reached)
    {
        var line = $"| {what} | {goal} | {reached.Figure} | {(reached.Enough ? "yes" : "no")} |";
        Console.WriteLine(line);
        _goals.AppendLine(line);
    }

    public void AddSeries(string phase, string control, IReadOnlyList<Series> series, Series yardstick)
    {
        Open(phase, control, "| variant | median ms | p99 ms | × bare | client CPU ms | WAL bytes | samples |",
            "|---|---:|---:|---:|---:|---:|---:|");
        foreach (var one in series)
        {
            Line(
                one.Name, $"{one.Median:0.000}", $"{one.P99:0.000}", $"{one.Median / yardstick.Median:0.0}",
                $"{one.ClientMilliseconds:0.000}", $"{one.WalBytes:0}", $"{one.Count}");
        }

        WriteSamples(phase, series);
    }

    public void AddRates(string phase, string control, IReadOnlyList<Rate> rates)
    {
        Open(phase, control, "| variant | workers | calls per second | client CPU ms | calls |", "|---|---:|---:|---:|---:|");
        foreach (var rate in rates)
        {
            Line(
                rate.Name, $"{rate.Workers}", $"{rate.PerSecond:0}", $"{rate.ClientMilliseconds:0.000}",
                $"{rate.Calls}");
        }
    }

    /// <summary>Times of what touches more than the database.</summary>
    public void AddTimes(string phase, string control, IReadOnlyList<Series> series)
    {
        Open(phase, control, "| what | median ms | p99 ms | samples |", "|---|---:|---:|---:|");
        foreach (var one in series) Line(one.Name, $"{one.Median:0.00}", $"{one.P99:0.00}", $"{one.Count}");

        WriteSamples(phase, series);
    }

    public void AddLevels(string phase, string control, IReadOnlyList<CircuitLevel> levels)
    {
        Open(phase, control, "| pages open | managed kB each | process kB each | opened in ms | revoke to last page, median ms "
            + "| longest ms | missed | failed reads | portal CPU ms, page and revoke | revokes |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var level in levels)
        {
            var last = level.LastDrawnMilliseconds.Order().ToList();
            Line(
                FormattableString.Invariant($"{level.Pages}"), $"{level.HeapBytes / 1000:0}", $"{level.WorkingSetBytes / 1000:0}",
                $"{level.OpenedInMilliseconds:0}", $"{last[last.Count / 2]:0}", $"{last[^1]:0}", $"{level.Missed}",
                $"{level.Failures}", $"{level.CpuMilliseconds:0.00}", $"{last.Count}");
        }
    }

    public void AddMicro(string phase, string control, IReadOnlyList<BenchmarkReport> reports)
    {
        Open(phase, control, "| what | mean µs | deviation µs | allocated kB | iterations |", "|---|---:|---:|---:|---:|");
        foreach (var one in reports)
        {
            var statistics = one.ResultStatistics!;
            var allocated = one.GcStats.GetBytesAllocatedPerOperation(one.BenchmarkCase) / 1000.0;
            Line(
                one.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), $"{statistics.Mean / 1000:0.00}",
                $"{statistics.StandardDeviation / 1000:0.00}", $"{allocated:0.0}", $"{statistics.N}");
        }
    }

    public void AddNote(string note)
    {
        Console.WriteLine(note);
        _details.AppendLine().AppendLine(note);
    }

    /// <summary>Replaces the figures on a page and leaves the rest of it as it is.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var page = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : $"{Begin}\n{End}\n";
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{path} has no place for figures: {Begin} … {End}");
        var goals = _goals.Length == 0 ? "" : $"""

            | goal | wanted | reached | enough |
            |---|---|---|---|
            {_goals}
            """;
        var figures = $"\n{_facts}{goals}{_details}\n";
        await File.WriteAllTextAsync(
            path, page[..(begin + Begin.Length)] + figures + page[end..], cancellationToken);
    }

    private void Open(string phase, string control, string heads, string rule)
    {
        _details.AppendLine().Append("### ").AppendLine(phase).AppendLine().AppendLine(control).AppendLine()
            .AppendLine(heads).AppendLine(rule);
        Console.WriteLine($"\n{phase}\n{control}\n{heads}");
    }

    private void Line(string first, params FormattableString[] cells)
    {
        var text = $"| {string.Join(" | ", cells.Select(FormattableString.Invariant).Prepend(first))} |";
        _details.AppendLine(text);
        Console.WriteLine(text);
    }

    private void WriteSamples(string phase, IReadOnlyList<Series> series)
    {
        Directory.CreateDirectory(samplesFolder);
        var name = string.Concat(phase.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        File.WriteAllLines(
            Path.Combine(samplesFolder, name.ToLowerInvariant() + ".csv"),
            series.SelectMany(one => one.Milliseconds.Select(time =>
                string.Create(CultureInfo.InvariantCulture, $"\"{one.Name}\",{time:0.0000}"))).Prepend("variant,ms"));
    }
}
