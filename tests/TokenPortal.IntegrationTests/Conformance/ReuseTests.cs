using System.Net;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>Used-up tokens, one's own and others', and families, under each setting that decides what goes.</summary>
public sealed class ReuseTests(DatabaseServer server)
{
    private const string ServerRows = "row not like 'h %'";
    private const string NoLeeway = "00:00:00";
    private const string Leeway = "00:00:30";

    [Theory]
    [InlineData(NoLeeway, "vault", HttpStatusCode.BadRequest)]
    [InlineData(Leeway, "vault", HttpStatusCode.BadRequest)]
    [InlineData(NoLeeway, "photos", HttpStatusCode.OK)]
    [InlineData(Leeway, "photos", HttpStatusCode.OK)]
    [Proves("foreign redeemed token", "R13")]
    public async Task ForeignToken_UsedUp_ChangesNoColumn(string leeway, string thief, HttpStatusCode expected)
    {
        await using var authority = await StartAsync(leeway);
        using var caller = new RevocationCaller(authority.Address);
        using var visitor = authority.Visit();
        var redeemed = await visitor.ConnectAsync();
        var current = await RefreshAsync(visitor, redeemed);
        var before = await authority.Database.SnapshotAsync(ServerRows);

        Assert.Equal(expected, (await caller.FormAsync(thief, Refresh(redeemed))).Status);

        Assert.Equal(before, await authority.Database.SnapshotAsync(ServerRows));
        Assert.Equal([("foreign_token_refused", thief)], await HistoryAsync(authority, "kind, actor"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(Refresh(current))).Status);
    }

    [Theory]
    [InlineData(NoLeeway)]
    [InlineData(Leeway)]
    [Proves("own redeemed token")]
    public async Task OwnToken_UsedUp_EndsTheGrant(string leeway)
    {
        await using var authority = await StartAsync(leeway);
        using var caller = new RevocationCaller(authority.Address);
        using var visitor = authority.Visit();
        var redeemed = await visitor.ConnectAsync();
        var current = await RefreshAsync(visitor, redeemed);

        Assert.Equal(HttpStatusCode.OK, (await caller.FormAsync("calendar", Refresh(redeemed))).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(Refresh(current))).Status);
        Assert.Equal(["revoked"], await AuthorizationsAsync(authority));
        Assert.Equal([("access_revoked", "api")], await HistoryAsync(authority, "kind, reason"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Proves("family mode", "own redeemed token")]
    public async Task FamilyMode_AnyGenerationRevoked_EndsTheWholeFamilyAndNoOther(int generation)
    {
        await using var authority = await StartAsync(Leeway, family: true);
        using var caller = new RevocationCaller(authority.Address);
        using var phone = authority.Visit();
        using var desk = authority.Visit();
        var kept = await desk.ConnectAsync();
        List<JsonElement> generations = [await phone.ConnectAsync()];
        while (generations.Count < 4) generations.Add(await RefreshAsync(phone, generations[^1]));

        Assert.Equal(HttpStatusCode.OK, (await caller.FormAsync("calendar", Refresh(generations[generation]))).Status);

        foreach (var tokens in generations)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await phone.RefreshAsync(Refresh(tokens))).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await phone.UserInfoAsync(Access(tokens))).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await desk.UserInfoAsync(Access(kept))).Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.RefreshAsync(Refresh(kept))).Status);
        Assert.Equal(["valid"], await AuthorizationsAsync(authority));
        Assert.Equal([("device_removed", "api")], await HistoryAsync(authority, "kind, reason"));
    }

    [Fact]
    [Proves("family mode")]
    public async Task FamilyMode_AccessTokenRevoked_EndsItAlone()
    {
        await using var authority = await StartAsync(Leeway, family: true);
        using var caller = new RevocationCaller(authority.Address);
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();

        Assert.Equal(HttpStatusCode.OK, (await caller.FormAsync("calendar", Access(tokens))).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.UserInfoAsync(Access(tokens))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(Refresh(tokens))).Status);
        Assert.Equal([("token_revoked", "api")], await HistoryAsync(authority, "kind, reason"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Proves("V10.4.5")]
    public async Task RefreshToken_ReplayedAtTheTokenEndpoint_EndsItsGrantOrFamily(bool family)
    {
        await using var authority = await StartAsync(NoLeeway, family);
        using var phone = authority.Visit();
        using var desk = authority.Visit();
        var other = await desk.ConnectAsync();
        var stolen = await phone.ConnectAsync();
        var current = await RefreshAsync(phone, stolen);

        var (status, body) = await phone.RefreshAsync(Refresh(stolen));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.RefreshAsync(Refresh(current))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.UserInfoAsync(Access(current))).Status);
        Assert.Equal(
            family ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await desk.RefreshAsync(Refresh(other))).Status);
        Assert.Equal([family ? "valid" : "revoked"], await AuthorizationsAsync(authority));
        Assert.Equal(
            [(family ? "device_removed" : "access_revoked", "replay")], await HistoryAsync(authority, "kind, reason"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Proves("V10.4.2")]
    public async Task Code_RedeemedTwice_EndsWhatWasIssuedFromIt(bool family)
    {
        await using var authority = await StartAsync(NoLeeway, family);
        using var visitor = authority.Visit();
        var code = (await visitor.AuthorizeAsync())["code"];
        var tokens = (await visitor.RedeemAsync(code)).Body;

        var (status, body) = await visitor.RedeemAsync(code);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.UserInfoAsync(Access(tokens))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(Refresh(tokens))).Status);
        Assert.Equal([family ? "valid" : "revoked"], await AuthorizationsAsync(authority));
        Assert.Equal(
            [(family ? "device_removed" : "access_revoked", "replay")], await HistoryAsync(authority, "kind, reason"));
    }

    [Fact]
    public async Task Introspection_OfAUsedUpToken_IsInactiveAndChangesNothing()
    {
        await using var authority = await StartAsync(NoLeeway);
        using var visitor = authority.Visit();
        using var stranger = authority.Visit("vault");
        var redeemed = await visitor.ConnectAsync();
        await RefreshAsync(visitor, redeemed);
        var before = await authority.Database.SnapshotAsync();

        foreach (var caller in new[] { visitor, stranger })
            Assert.Equal("""{"active":false}""", JsonSerializer.Serialize(await caller.IntrospectAsync(Refresh(redeemed))));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    private async Task<AuthorityFixture> StartAsync(string leeway, bool family = false)
    {
        var authority = new AuthorityFixture(server)
        {
            More =
            {
                ["Authority:RefreshTokenReuseLeeway"] = leeway,
                ["TokenPortal:RefreshTokenRevocationDeletesGrant"] = family ? "false" : "true",
            },
        };
        await authority.InitializeAsync();
        return authority;
    }

    private static async Task<JsonElement> RefreshAsync(AuthorityDriver visitor, JsonElement tokens)
    {
        var (status, body) = await visitor.RefreshAsync(Refresh(tokens));
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private static Task<List<string>> AuthorizationsAsync(AuthorityFixture authority) =>
        authority.Database.QueryAsync<string>("""select "Status" from "OpenIddictAuthorizations" """);

    private static Task<List<(string, string)>> HistoryAsync(AuthorityFixture authority, string columns) =>
        authority.Database.QueryAsync<(string, string)>($"select {columns} from portal.history where kind <> 'app_connected'");

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}
