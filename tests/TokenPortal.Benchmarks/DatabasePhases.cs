using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Benchmarks.Reports;
using TokenPortal.Benchmarks.Variants;
using static System.FormattableString;

namespace TokenPortal.Benchmarks;

/// <summary>What `database` measures, each phase with its goals.</summary>
internal sealed class DatabasePhases(BenchmarkDatabase database, DatabaseOptions options, Report report)
{
    private const int LookedAt = 20_000;
    private const int ListBurst = 21;
    private const int RevokeBurst = 9;
    private const int WarmUps = 400;
    private const int BigRounds = 8;
    private const int BigWarmUps = 2;
    private const int BigTokens = 20_000;

    public async Task ListAsync()
    {
        var control = await ControlAsync(database);
        await using var contenders = new Contenders(database);
        var targets = await Targets.ToLookAtAsync(database, LookedAt);
        var series = await new Rounds(database).RunAsync(
            contenders.List(targets), options.Rounds, ListBurst, WarmUps);
        var (lookup, ours) = (series[0], series[1]);
        report.AddSeries("List, one client", control, series, lookup);
        var ahead = series.Skip(2).Min(managers => managers.Median) / ours.Median;
        report.AddGoal("list: ahead of the faster managers", "≥ 10×", AtLeast(ahead, 10));
        report.AddGoal("list ÷ bare lookup", "≤ 2.5×", AtMost(ours.Median / lookup.Median, 2.5));
        var (plan, buffers) = await Plans.ListAsync(database, targets.Next().Subject);
        report.AddGoal("list: buffers", "≤ 18", (Invariant($"{buffers}"), buffers <= 18));
        report.AddNote(plan);
    }

    public async Task RevokeAsync()
    {
        var control = await ControlAsync(database);
        await using var contenders = new Contenders(database);
        var looked = await Targets.ToLookAtAsync(database, LookedAt);
        var targets = await Targets.ToTakeAsync(database, 5 * (options.Rounds * (RevokeBurst + 1) + WarmUps));
        var series = await new Rounds(database).RunAsync(
            contenders.Revoke(looked, targets), options.Rounds, RevokeBurst, WarmUps);
        var (update, ours) = (series[0], series[1]);
        report.AddSeries("Revoke, one client", control, series, update);
        report.AddGoal(
            "revoke: ahead of the managers, each call committing by itself", "≥ 4×",
            AtLeast(series[2].Median / ours.Median, 4));
        var ahead = series.Skip(3).Min(managers => managers.Median) / ours.Median;
        report.AddGoal("revoke: ahead of the faster managers in one transaction", "≥ 4×", AtLeast(ahead, 4));
        report.AddGoal("revoke ÷ bare durable update", "≤ 2×", AtMost(ours.Median / update.Median, 2));
    }

    public async Task LoadAsync()
    {
        foreach (var workers in new[] { 8, 32 })
        {
            var control = await ControlAsync(database);
            await using var contenders = new Contenders(database);
            var slice = TimeSpan.FromSeconds(options.SliceSeconds);
            var looked = await Targets.ToLookAtAsync(database, LookedAt);
            var lists = await FullLoad.RunAsync(contenders.List(looked), workers, slice);
            report.AddRates(Invariant($"List, {workers} workers"), control, lists);
            report.AddGoal(
                Invariant($"list, {workers} workers: calls per second against the faster managers"), "≥ 6×",
                AtLeast(lists[1].PerSecond / lists.Skip(2).Max(rate => rate.PerSecond), 6));

            await database.SettleAsync();
            var targets = await Targets.ToTakeAsync(database, options.SliceSeconds * 5 * 4000);
            var revokes = await FullLoad.RunAsync(contenders.Revoke(looked, targets), workers, slice);
            report.AddRates(Invariant($"Revoke, {workers} workers"), control, revokes);
            report.AddGoal(
                Invariant($"revoke, {workers} workers: calls per second against the fastest managers"), "≥ 3×",
                AtLeast(revokes[1].PerSecond / revokes.Skip(2).Max(rate => rate.PerSecond), 3));
        }
    }

    public async Task BigGrantAsync(BenchmarkDatabase big)
    {
        const int calls = BigRounds + BigWarmUps;
        var ours = await BigGrants.MakeAsync(big, "ours", calls, BigTokens);
        var theirs = await BigGrants.MakeAsync(big, "theirs", calls, BigTokens);
        var small = await BigGrants.MakeAsync(big, "small", calls, 4);
        await using var portal = new Portal(big.Runtime);
        await using var managers = Managers.Create(big, autoPrepare: true);
        var control = await ControlAsync(big);
        var series = await new Rounds(big).RunAsync(
            [
                portal.Revoke(small) with { Name = "TokenPortal, small grant" }, portal.Revoke(ours),
                managers.Revoke(theirs, oneTransaction: true),
            ],
            BigRounds, burst: 1, BigWarmUps);
        report.AddSeries(Invariant($"Revoke of a grant with {BigTokens} token rows, 50 usable"), control, series, series[0]);
        report.AddGoal(
            "big grant: ahead of RevokeByAuthorizationIdAsync", "≥ 50×",
            AtLeast(series[2].Median / series[1].Median, 50));
        report.AddGoal(
            "big grant ÷ small grant", "≤ 2×", AtMost(series[1].Median / series[0].Median, 2));
    }

    public async Task GuardAsync()
    {
        var control = await ControlAsync(database);
        await using var bare = new Bare(database);
        var targets = await Targets.ToLookAtAsync(database, LookedAt);
        var payload = new string('x', 2034);
        var series = await new Rounds(database).RunAsync(
            [bare.Insert(targets, payload, guarded: false), bare.Insert(targets, payload, guarded: true)],
            options.Rounds, ListBurst, WarmUps);
        report.AddSeries("Guard, one token insert", control, series, series[0]);
        report.AddGoal(
            "guard: one token insert", "≤ 1.15×", AtMost(series[1].Median / series[0].Median, 1.15));
        report.AddNote(
            "Deadlocks of refresh loops against a revoke are a matter of the test suite: `RefreshRaceTests` runs 500 "
            + "rounds on a real server and asserts none.");
    }

    public async Task GrowthAsync(Func<int, Task<BenchmarkDatabase>> prepareAsync)
    {
        var ratios = new List<(int Size, double Ratio)>();
        foreach (var size in options.Growth.Append(options.Authorizations).Distinct().Order())
        {
            var grown = await prepareAsync(size);
            await using var bare = new Bare(grown);
            await using var portal = new Portal(grown.Runtime);
            var control = await ControlAsync(grown);
            var targets = await Targets.ToLookAtAsync(grown, LookedAt);
            var series = await new Rounds(grown).RunAsync(
                [bare.Lookup(targets), portal.List(targets)], options.Rounds, ListBurst, WarmUps);
            report.AddSeries(Invariant($"List at {size * 4L} tokens"), control, series, series[0]);
            ratios.Add((size, series[1].Median / series[0].Median));
        }

        var growth = ratios[^1].Ratio / ratios[0].Ratio;
        var figures = string.Join(", ", ratios.Select(one => Invariant($"{one.Ratio:0.0} at {one.Size * 4L}")));
        report.AddGoal(
            "list ÷ bare lookup, from the smallest to the largest", "grows ≤ 1.1×",
            (Invariant($"{growth:0.00}× ({figures})"), growth <= 1.1));
    }

    /// <summary>The bare operations, before each phase: what the machine can do at this moment.</summary>
    private static async Task<string> ControlAsync(BenchmarkDatabase measured)
    {
        await measured.SettleAsync();
        await using var bare = new Bare(measured);
        var targets = await Targets.ToLookAtAsync(measured, LookedAt, first: LookedAt);
        var series = await new Rounds(measured).RunAsync([bare.Lookup(targets), bare.Update(targets)], 10, ListBurst, WarmUps);
        return Invariant($"Control before it: bare lookup {series[0].Median:0.000} ms, ")
            + Invariant($"bare durable update {series[1].Median:0.000} ms; load {Machine.Load()}.");
    }

    private static (string, bool) AtLeast(double figure, double goal) => (Invariant($"{figure:0.0}×"), figure >= goal);

    private static (string, bool) AtMost(double figure, double goal) => (Invariant($"{figure:0.00}×"), figure <= goal);
}
