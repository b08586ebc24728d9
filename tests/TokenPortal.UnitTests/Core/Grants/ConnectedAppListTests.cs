using TokenPortal.Core.Grants;

namespace TokenPortal.UnitTests.Core.Grants;

public sealed class ConnectedAppListTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void From_TwoAuthorizationsOfOneApplication_GivesOneApp()
    {
        var apps = ConnectedAppList.From(
            [
                Row() with { AuthorizationId = "2", GrantedAt = Day.AddDays(2), Scopes = """["b","c"]""", RefreshTokens = 1 },
                Row() with { AuthorizationId = "1", GrantedAt = Day, Scopes = """["a","b"]""", AccessTokens = 2 },
            ],
            []);

        var app = Assert.Single(apps);
        Assert.Equal(["a", "b", "c"], app.Scopes);
        Assert.Equal((2, 1, 2), (app.Grants, app.RefreshTokens, app.AccessTokens));
        Assert.Equal(Day, app.FirstGrantedAt!.Value.UtcDateTime);
    }

    [Fact]
    public void From_RowsWithoutApplication_GivesOneUnregisteredAppEach()
    {
        var apps = ConnectedAppList.From(
            [
                Row() with { ApplicationId = null, ClientId = null, DisplayName = null, AuthorizationId = "1" },
                Row() with { ApplicationId = null, ClientId = null, DisplayName = null, AuthorizationId = "2" },
            ],
            []);

        Assert.Equal(2, apps.Count);
        Assert.All(apps, app => Assert.Equal(AppStanding.Unregistered, app.Standing));
        Assert.All(apps, app => Assert.Null(app.Name));
    }

    [Fact]
    public void From_FirstPartyClient_IsMarked() => Assert.Equal(
        AppStanding.FirstParty, Assert.Single(ConnectedAppList.From([Row()], ["client"])).Standing);

    [Fact]
    public void From_RemovedApp_IsMarked() => Assert.Equal(
        AppStanding.RemovedByServer, Assert.Single(ConnectedAppList.From([Row() with { Removed = true }], [])).Standing);

    [Fact]
    public void From_NoDisplayName_UsesTheClientId() =>
        Assert.Equal("client", Assert.Single(ConnectedAppList.From([Row() with { DisplayName = "" }], [])).Name);

    [Fact]
    public void From_TokenThatNeverExpires_LastsForever() => Assert.Equal(
        DateTimeOffset.MaxValue,
        Assert.Single(ConnectedAppList.From([Row() with { ResidualUntil = DateTime.MaxValue }], [])).ResidualAccessUntil);

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(null)]
    public void From_ScopesThatAreNoList_GivesNone(string? scopes) =>
        Assert.Empty(Assert.Single(ConnectedAppList.From([Row() with { Scopes = scopes }], [])).Scopes);

    [Theory]
    [InlineData("""{"publisher":"Acme"}""", "Acme")]
    [InlineData("""{"publisher":7}""", null)]
    [InlineData("""["publisher"]""", null)]
    [InlineData("{", null)]
    [InlineData(null, null)]
    public void From_Properties_GivesThePublisherIfThereIsOne(string? properties, string? expected) =>
        Assert.Equal(expected, Assert.Single(ConnectedAppList.From([Row() with { Properties = properties }], [])).Publisher);

    [Theory]
    [InlineData(null, false)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void From_GrantedAfterWhatWasSeen_IsNew(int? seenDays, bool expected) => Assert.Equal(
        expected, Assert.Single(ConnectedAppList.From(
            [Row() with { SeenAt = seenDays is { } days ? Day.AddDays(days) : null }], [])).IsNew);

    [Fact]
    public void From_FirstPartyOrRemovedApp_IsNeverNew()
    {
        var row = Row() with { SeenAt = Day.AddDays(-1) };
        Assert.False(Assert.Single(ConnectedAppList.From([row], ["client"])).IsNew);
        Assert.False(Assert.Single(ConnectedAppList.From([row with { Removed = true }], [])).IsNew);
    }

    [Fact]
    public void From_SeveralApps_ComeNewestActivityFirst()
    {
        var apps = ConnectedAppList.From(
            [
                Row() with { ApplicationId = "old", LastActivityAt = Day },
                Row() with { ApplicationId = "never", LastActivityAt = null, GrantedAt = Day.AddDays(1) },
                Row() with { ApplicationId = "new", LastActivityAt = Day.AddDays(5) },
            ],
            []);

        Assert.Equal(["new", "never", "old"], apps.Select(app => app.Key.Id));
    }

    private static GrantRow Row() =>
        new("authorization", "application", "client", "Client", null, "[]", Day, Day, 0, 0, null, null, null, Removed: false);
}
