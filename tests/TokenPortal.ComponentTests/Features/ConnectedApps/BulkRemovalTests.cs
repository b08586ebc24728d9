using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class BulkRemovalTests
{
    private static readonly Caller Who = new(Guid.NewGuid(), "subject-1");

    private readonly FakeGrants _grants = new(new FakeTimeProvider(Apps.Now))
    {
        Apps = { Apps.Named("A"), Apps.Named("B"), Apps.Named("C") },
    };

    private readonly List<string> _drawn = [];

    [Fact]
    public async Task Run_Apps_GoOneByOneWithAReceiptForEach()
    {
        var removal = Begin();

        await RunAsync(removal);

        Assert.Equal(["1 of 3", "2 of 3", "3 of 3", "over"], _drawn);
        Assert.All(removal.Results, result => Assert.IsType<RemovalOutcome.Done>(result.Outcome));
        Assert.Equal("Access removed for 3 apps.", BulkText.Summary(removal));
        Assert.Empty(_grants.Apps);
    }

    [Fact]
    public async Task Run_OneFails_TheOthersGoAndItCanBeTriedAgain()
    {
        var removal = Begin();
        _grants.Stubborn = Apps.Key("B");

        await RunAsync(removal);

        Assert.IsType<RemovalOutcome.Failed>(removal.Results[1].Outcome);
        Assert.Equal(
            "Access removed for 2 apps. It did not succeed for 1 app: it is safe to try again.", BulkText.Summary(removal));
        _grants.Stubborn = null;
        await RunAsync(removal);
        Assert.Equal(3, removal.Removed);
        Assert.Equal(0, removal.Failed);
        Assert.Equal(4, _grants.Revokes);
    }

    [Fact]
    public async Task Run_NothingLeft_IsNoFailure()
    {
        var removal = Begin();
        _grants.Apps.RemoveAt(0);

        await RunAsync(removal);

        Assert.IsType<RemovalOutcome.Nothing>(removal.Results[0].Outcome);
        Assert.Equal((2, 0, 3), (removal.Removed, removal.Failed, removal.Gone.Count));
    }

    [Fact]
    public async Task Stop_Midway_FinishesThePresentOneAndLeavesTheRest()
    {
        var removal = Begin();
        _grants.OnRevoke = count =>
        {
            if (count == 2) _ = removal.StopAsync();
        };

        await RunAsync(removal);

        Assert.Equal(2, removal.Removed);
        Assert.Null(removal.Results[2].Outcome);
        Assert.Equal("Access removed for 2 apps. 1 app was left alone.", BulkText.Summary(removal));
        Assert.Equal("C", Assert.Single(_grants.Apps).Name);
        await RunAsync(removal);
        Assert.Equal(3, removal.Removed);
    }

    [Fact]
    public async Task Stop_Asked_WaitsForThePresentOne()
    {
        var gate = _grants.Gate = new TaskCompletionSource();
        var removal = Begin();
        var running = RunAsync(removal);

        var stopping = removal.StopAsync();

        Assert.True(removal.IsStopping);
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        await stopping;
        await running;
        Assert.Equal(1, _grants.Revokes);
    }

    [Theory]
    [InlineData(Refusal.SignedOut, true)]
    [InlineData(Refusal.Suspended, false)]
    public async Task Run_Refused_AsksForNoOther(Refusal refusal, bool needsSignIn)
    {
        var removal = Begin();
        _grants.OnRevoke = count => _grants.Refusal = count > 1 ? refusal : null;

        await RunAsync(removal);

        Assert.Equal(2, _grants.Revokes);
        Assert.Equal(needsSignIn, removal.Refusal?.NeedsSignIn);
        Assert.Equal((1, 1, 1), (removal.Removed, removal.Failed, removal.Untried));
        _grants.OnRevoke = null;
        _grants.Refusal = null;
        await RunAsync(removal);
        Assert.Equal(3, removal.Removed);
    }

    [Fact]
    public async Task Run_TwiceAtOnce_RemovesOnce()
    {
        var gate = _grants.Gate = new TaskCompletionSource();
        var removal = Begin();

        var runs = new[] { RunAsync(removal), RunAsync(removal) };
        _grants.Gate = null;
        gate.SetResult();
        await Task.WhenAll(runs);

        Assert.Equal(3, _grants.Revokes);
    }

    private BulkRemoval Begin()
    {
        var service = new AppRemoval(_grants, new FakeTimeProvider(Apps.Now), NullLogger<AppRemoval>.Instance);
        return new BulkRemoval(
            [.. _grants.Apps.Select(app => AppCardModel.From(app, new FakeScopes().Texts, Apps.Now))],
            app => service.RemoveAsync(Who, app, place: 0));
    }

    private Task RunAsync(BulkRemoval removal) => removal.RunAsync(() => _drawn.Add(
        removal.Stage is BulkStage.Running ? $"{removal.Position} of {removal.Apps.Count}" : "over"));
}
