using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>Credentials first, then whose the token is, then the revoke; and tokens that belong to nobody in particular.</summary>
public sealed class OwnershipTests(AuthorityFixture authority, DatabaseServer server)
    : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string ServerRows = "row not like 'h %'";

    private readonly RevocationCaller _caller = new(authority.Address);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await authority.Database.ForgetGrantsAsync();

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Proves("order of checks", "R10", "R27")]
    public async Task WrongCredentials_WithAnyToken_GetTheSameBytesAndNoteNothing()
    {
        using var visitor = authority.Visit();
        var used = Refresh(await visitor.ConnectAsync());
        var own = Refresh((await visitor.RefreshAsync(used)).Body);
        using var vault = authority.Visit("vault");
        var foreign = Refresh(await vault.ConnectAsync("openid offline_access"));
        var before = await authority.Database.SnapshotAsync();

        var answers = new List<RevocationAnswer>();
        foreach (var token in new[] { own, used, foreign, "unknown" })
            answers.Add(await _caller.FieldsAsync(("client_id", "calendar"), ("client_secret", "wrong"), ("token", token)));

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answers[0].Status, answers[0].Error));
        Assert.Single(answers.Distinct());
        // Not even the security event: who did not prove to be a client is not told of as one.
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Fact]
    [Proves("order of checks")]
    public async Task Client_WithoutThePermission_IsToldSoOnlyAfterItsCredentials()
    {
        using var visitor = authority.Visit();
        var token = Refresh(await visitor.ConnectAsync());
        var before = await authority.Database.SnapshotAsync();
        var unknown = await _caller.FieldsAsync(("client_id", "nobody"), ("client_secret", "wrong"), ("token", token));
        Assert.Equal(unknown, await _caller.FieldsAsync(("client_id", "demo-api"), ("client_secret", "wrong"), ("token", token)));

        var answer = await _caller.FormAsync("demo-api", token);

        Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (answer.Status, answer.Error));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Theory]
    [InlineData("calendar", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("calendar", "", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("vault", "secret-of-vault", HttpStatusCode.BadRequest, "invalid_grant")]
    [Proves("foreign redeemed token")]
    public async Task UsedUpToken_AtTheTokenEndpointByWhoIsNotItsClient_ChangesNothing(
        string client, string secret, HttpStatusCode status, string error)
    {
        using var visitor = authority.Visit();
        var used = Refresh(await visitor.ConnectAsync());
        var current = Refresh((await visitor.RefreshAsync(used)).Body);
        // The leeway is over: from its own client it would end the grant.
        authority.Clock.Advance(TimeSpan.FromMinutes(5));
        var before = await authority.Database.SnapshotAsync();

        var answer = await _caller.SendAsync("connect/token", AuthorityDriver.Form([
            ("grant_type", "refresh_token"), ("refresh_token", used), ("client_id", client), ("client_secret", secret)]));

        Assert.Equal((status, error), (answer.Status, answer.Error));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(current)).Status);
    }

    [Fact]
    public async Task TokenWithoutASubject_GoesAloneAndForCertain()
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();
        await authority.Database.ExecuteAsync("""update "OpenIddictTokens" set "Subject" = null""");

        foreach (var token in new[] { Refresh(tokens), Access(tokens) })
            Assert.Equal((HttpStatusCode.OK, "{}"), await AnswerAsync("calendar", token));

        Assert.Equal(["revoked", "revoked"], await authority.Database.QueryAsync<string>("""
            select "Status" from "OpenIddictTokens" where "Type" like '%:access_token' or "Type" like '%:refresh_token'
            """));
        Assert.Equal([("token_revoked", 1, 0), ("token_revoked", 0, 1)],
            await authority.Database.QueryAsync<(string, int, int)>(
                "select kind, refresh_tokens, access_tokens from portal.history where kind <> 'app_connected' order by id"));
    }

    [Theory]
    [InlineData("calendar", HttpStatusCode.BadRequest)]
    [InlineData("photos", HttpStatusCode.OK)]
    [Proves("foreign token")]
    public async Task TokenWithoutAnApplication_IsNobodysToRevoke(string client, HttpStatusCode expected)
    {
        using var visitor = authority.Visit();
        var token = Refresh(await visitor.ConnectAsync());
        await authority.Database.ExecuteAsync("""update "OpenIddictTokens" set "ApplicationId" = null""");
        var before = await authority.Database.SnapshotAsync(ServerRows);

        Assert.Equal(expected, (await _caller.FormAsync(client, token)).Status);

        Assert.Equal(before, await authority.Database.SnapshotAsync(ServerRows));
        Assert.Equal([("foreign_token_refused", client)], await authority.Database.QueryAsync<(string, string)>(
            "select kind, actor from portal.history where kind <> 'app_connected'"));
    }

    [Fact]
    [Proves("dead token", "same bytes")]
    public async Task TokenOfADeletedClient_IsUnknownAndItsClientToo()
    {
        await using var other = new AuthorityFixture(server);
        await other.InitializeAsync();
        using var caller = new RevocationCaller(other.Address);
        using var visitor = other.Visit("vault");
        var token = Access(await visitor.ConnectAsync("openid offline_access"));
        await using var scope = other.Services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await applications.DeleteAsync((await applications.FindByClientIdAsync("vault", Cancellation))!, Cancellation);

        var answer = await caller.FormAsync("calendar", token);

        Assert.Equal((HttpStatusCode.OK, "{}"), (answer.Status, answer.Body));
        Assert.Equal(
            await caller.FieldsAsync(("client_id", "nobody"), ("client_secret", "x"), ("token", token)),
            await caller.FormAsync("vault", token));
    }

    private async Task<(HttpStatusCode, string)> AnswerAsync(string client, string token)
    {
        var answer = await _caller.FormAsync(client, token);
        return (answer.Status, answer.Body);
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}
