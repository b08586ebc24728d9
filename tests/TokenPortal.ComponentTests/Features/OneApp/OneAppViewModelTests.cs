using Microsoft.Extensions.Logging.Abstractions;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.OneApp;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Features.OneApp;

public sealed class OneAppViewModelTests : OneAppContext
{
    private static readonly string Key = Apps.Key("Mail Mate").ToString();
    private readonly OneAppViewModel _model;

    public OneAppViewModelTests()
    {
        var reader = new OneAppReader(Grants, History, Changes, Scopes, NullLogger<OneAppReader>.Instance);
        _model = new OneAppViewModel(reader, Changes, Time);
    }

    [Fact]
    public async Task Start_KeptFromPrerendering_IsNotReadASecondTime()
    {
        await StartAsync(Kept());

        Assert.Equal(0, Grants.Reads);
        Assert.NotNull(_model.App);
    }

    [Fact]
    public async Task Start_KeptAndChangedSince_IsReadAgain()
    {
        var kept = Kept();
        Changes.Stamp++;

        await StartAsync(kept);

        Assert.Equal(1, Grants.Reads);
    }

    [Fact]
    public async Task Start_KeptOfAnotherApp_IsReadAgain()
    {
        await StartAsync(Kept() with { Key = Apps.Key("Notes").ToString() });

        Assert.Equal(1, Grants.Reads);
    }

    [Fact]
    public async Task Start_KeptInAnotherZone_IsReadAgain()
    {
        await StartAsync(Kept() with { Zone = "Europe/Berlin" });

        Assert.Equal(1, Grants.Reads);
    }

    [Fact]
    public async Task Show_AnotherKey_ShowsAnotherApp()
    {
        Grants.Apps.Add(Apps.Named("Notes"));
        await StartAsync(kept: null);

        await _model.ShowAsync(Apps.Key("Notes").ToString());

        Assert.Equal("Notes", _model.App?.Card.Name);
    }

    [Fact]
    public async Task Read_TextsAway_ShowsTheAppWithoutThem()
    {
        Scopes.Fails = true;

        await StartAsync(kept: null);

        Assert.Equal("calendar.read", _model.App!.Permissions[1].Words.Words);
    }

    [Fact]
    public async Task Read_HistoryRefused_ShowsTheAppWithoutIt()
    {
        History.Refusal = Refusal.NoPermission;

        await StartAsync(kept: null);

        Assert.NotNull(_model.App);
        Assert.Empty(_model.Timeline);
    }

    private Task StartAsync(OneAppSnapshot? kept) => _model.StartAsync(
        new Caller(Session, Subject), Key, "your account", kept, live: true, Dispatchers.Directly);

    private OneAppSnapshot Kept() => new(
        Key, OneAppModel.From(Details.Of(Grants.Apps[0], []), new Dictionary<string, ScopeText>(), Apps.Now), [],
        Changes.StampFor(Subject), PersonZone.Current.Id, Failed: false);
}
