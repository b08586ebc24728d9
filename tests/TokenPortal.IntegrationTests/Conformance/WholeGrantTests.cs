using System.Net;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>The revocation endpoint as it is by default: what it ends, and what it leaves alone.</summary>
public sealed class WholeGrantTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Inactive = """{"active":false}""";
    private const string Others = "subject is distinct from 'subject-of-ann'";
    private const string ServerRows = "row not like 'h %'";

    private readonly RevocationCaller _caller = new(authority.Address);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await authority.Database.ForgetGrantsAsync();

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("form", "oauth/revoke")]
    [InlineData("form", "connect/revoke")]
    [InlineData("JSON", "oauth/revoke")]
    [InlineData("JSON", "connect/revoke")]
    [InlineData("Basic", "oauth/revoke")]
    [InlineData("Basic", "connect/revoke")]
    [Proves("R1", "R6", "R16", "R18", "R20", "R29", "success body", "whole grant", "V10.4.9", "content types")]
    public async Task RefreshToken_Revoked_EndsTheWholeGrantAndNothingElse(string way, string path)
    {
        using var ann = authority.Visit();
        using var ben = authority.Visit(email: "ben@example.com");
        using var secondDevice = authority.Visit();
        var tokens = await ann.ConnectAsync();
        var second = await secondDevice.ConnectAsync();
        var bens = await ben.ConnectAsync();
        var before = await authority.Database.SnapshotAsync(Others);

        var answer = await _caller.RevokeAsync(way, "calendar", Refresh(tokens), path);

        AssertSuccess(answer);
        foreach (var dead in new[] { tokens, second })
        {
            var (status, body) = await ann.RefreshAsync(Refresh(dead));
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
            Assert.Equal(Inactive, JsonSerializer.Serialize(await ann.IntrospectAsync(Access(dead))));
            Assert.Equal(Inactive, JsonSerializer.Serialize(await ann.IntrospectAsync(Refresh(dead))));
            Assert.Equal(HttpStatusCode.Unauthorized, (await ann.UserInfoAsync(Access(dead))).Status);
        }

        Assert.Equal([("revoked", 1)], await authority.Database.QueryAsync<(string, int)>("""
            select "Status", count(*)::int from "OpenIddictAuthorizations" where "Subject" = 'subject-of-ann' group by 1
            """));
        Assert.Empty(await LiveTokensAsync("subject-of-ann"));
        Assert.Equal([("access_revoked", "api", "calendar", "subject-of-ann", 1, 2, 2)],
            await authority.Database.QueryAsync<(string, string, string, string, int, int, int)>(
                "select kind, reason, actor, subject, grants, refresh_tokens, access_tokens from portal.history where kind <> 'app_connected'"));
        Assert.Equal(before, await authority.Database.SnapshotAsync(Others));
        Assert.Equal(HttpStatusCode.OK, (await ben.RefreshAsync(Refresh(bens))).Status);
    }

    [Theory]
    [InlineData("calendar")]
    [InlineData("vault")]
    [InlineData("photos")]
    [Proves("R2", "R14", "R17")]
    public async Task AccessToken_Revoked_EndsItAndTheGrant(string client)
    {
        using var visitor = authority.Visit(client);
        var tokens = await visitor.ConnectAsync("openid offline_access");

        AssertSuccess(await _caller.FormAsync(client, Access(tokens)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.UserInfoAsync(Access(tokens))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(Refresh(tokens))).Status);
        Assert.Empty(await LiveTokensAsync("subject-of-ann"));
    }

    [Fact]
    public async Task MachinesOwnToken_Revoked_GoesAlone()
    {
        using var machine = authority.Visit("nightly");
        var (first, second) = (await MachineTokenAsync(machine), await MachineTokenAsync(machine));

        AssertSuccess(await _caller.FormAsync("nightly", first));

        Assert.Equal(Inactive, JsonSerializer.Serialize(await machine.IntrospectAsync(first)));
        Assert.True((await machine.IntrospectAsync(second)).GetProperty("active").GetBoolean());
        Assert.Equal(["token_revoked"], await authority.Database.QueryAsync<string>("select kind from portal.history where kind <> 'app_connected'"));
    }

    [Theory]
    [InlineData("refresh_token")]
    [InlineData("access_token")]
    [InlineData("banana")]
    [InlineData("")]
    [Proves("R8", "R9", "hint")]
    public async Task Hint_RightWrongOrUnknown_ChangesNothing(string hint)
    {
        using var visitor = authority.Visit();
        foreach (var choose in new Func<JsonElement, string>[] { Refresh, Access })
        {
            var tokens = await visitor.ConnectAsync();
            AssertSuccess(await _caller.FormAsync(
                "calendar", choose(tokens), more: ("token_type_hint", hint)));
            Assert.Empty(await LiveTokensAsync("subject-of-ann"));
        }
    }

    [Fact]
    [Proves("R19", "dead token")]
    public async Task DeadToken_OfEachKind_IsAnsweredLikeASuccess()
    {
        using var visitor = authority.Visit();
        var live = await _caller.FormAsync("calendar", Refresh(await visitor.ConnectAsync()));
        var revoked = Refresh(await visitor.ConnectAsync());
        await _caller.FormAsync("calendar", revoked);
        var expired = Access(await visitor.ConnectAsync());
        authority.Clock.Advance(TimeSpan.FromHours(1));
        var before = await authority.Database.SnapshotAsync();

        foreach (var token in new[] { revoked, expired, "unknown", "a.b.c", new string('x', 5000) })
            Assert.Equal(live, await _caller.FormAsync("calendar", token));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Fact]
    public async Task DeadToken_OfAGrantThatWasGivenAnew_DoesNotEndTheNewOne()
    {
        using var visitor = authority.Visit();
        var old = Refresh(await visitor.ConnectAsync());
        await _caller.FormAsync("calendar", old);
        var anew = await visitor.ConnectAsync();

        AssertSuccess(await _caller.FormAsync("calendar", old));

        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(Refresh(anew))).Status);
    }

    [Fact]
    [Proves("R28")]
    public async Task Revoke_RepeatedAndAtTheSameTime_HasOneEffect()
    {
        using var visitor = authority.Visit();
        var token = Refresh(await visitor.ConnectAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _caller.FormAsync("calendar", token)));

        Assert.All(answers, AssertSuccess);
        Assert.Equal(["access_revoked"], await authority.Database.QueryAsync<string>("select kind from portal.history where kind <> 'app_connected'"));
        var before = await authority.Database.SnapshotAsync();
        AssertSuccess(await _caller.FormAsync("calendar", token));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Fact]
    [Proves("R15")]
    public async Task Revoke_AgainstARefreshLoop_LetsNoRefreshThroughAfterItsAnswer()
    {
        using var visitor = authority.Visit();
        for (var round = 0; round < 30; round++)
        {
            var tokens = await visitor.ConnectAsync();
            var answered = false;
            var loop = Task.Run(async () =>
            {
                var current = tokens;
                while (true)
                {
                    var afterwards = Volatile.Read(ref answered);
                    var (status, body) = await visitor.RefreshAsync(Refresh(current));
                    if (status != HttpStatusCode.OK) return;
                    Assert.False(afterwards, "A refresh that began after the answer succeeded.");
                    current = body;
                }
            }, Cancellation);
            AssertSuccess(await _caller.FormAsync("calendar", Refresh(tokens)));
            Volatile.Write(ref answered, true);
            await loop;
            Assert.Empty(await LiveTokensAsync("subject-of-ann"));
        }
    }

    [Fact]
    [Proves("R22")]
    public async Task IdentityToken_IsUnsupportedAndNothingChanges()
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();
        var before = await authority.Database.SnapshotAsync();
        var answer = await _caller.FormAsync("calendar", tokens.GetProperty("id_token").GetString()!);
        Assert.Equal((HttpStatusCode.BadRequest, "unsupported_token_type"), (answer.Status, answer.Error));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Theory]
    [InlineData("vault", false, HttpStatusCode.BadRequest)]
    [InlineData("vault", true, HttpStatusCode.BadRequest)]
    [InlineData("photos", false, HttpStatusCode.OK)]
    [InlineData("photos", true, HttpStatusCode.OK)]
    [Proves("R13", "foreign token", "order of checks", "V7.2.2")]
    public async Task ForeignToken_LiveOrAccess_ChangesNothingAndIsNoted(string thief, bool access, HttpStatusCode expected)
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();
        var before = await authority.Database.SnapshotAsync(ServerRows);

        var answer = await _caller.FormAsync(thief, access ? Access(tokens) : Refresh(tokens));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK ? null : "invalid_request", answer.Error);
        Assert.Equal(before, await authority.Database.SnapshotAsync(ServerRows));
        Assert.Equal([("foreign_token_refused", thief, "calendar", "subject-of-ann")],
            await authority.Database.QueryAsync<(string, string, string, string)>(
                "select kind, actor, client_id, subject from portal.history where kind <> 'app_connected'"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(Refresh(tokens))).Status);
    }

    private static async Task<string> MachineTokenAsync(AuthorityDriver machine) => Access((await machine.PostAsync(
        "connect/token", ("grant_type", "client_credentials"), ("scope", "files.read"))).Body);

    private Task<List<string>> LiveTokensAsync(string subject) => authority.Database.QueryAsync<string>("""
        select "Id" from "OpenIddictTokens"
        where "Subject" = @subject and "Status" in ('valid', 'inactive', 'redeemed')
        """, new { subject });

    private static void AssertSuccess(RevocationAnswer answer)
    {
        Assert.Equal((HttpStatusCode.OK, "{}"), (answer.Status, answer.Body));
        Assert.Contains("Content-Type: application/json", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}
