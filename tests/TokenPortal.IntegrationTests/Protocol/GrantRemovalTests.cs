using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>DELETE /api/v2/grants, as the hook of a disabled account calls it.</summary>
public sealed class GrantRemovalTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Ann = "subject-of-ann";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await authority.Database.ForgetGrantsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task User_LosesAllApps_AndNobodyElseDoes()
    {
        var calendar = await ConnectAsync("calendar", "ann");
        var vault = await ConnectAsync("vault", "ann");
        var bens = await ConnectAsync("calendar", "ben");

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync($"?user_id={Ann}"));

        Assert.False(await LivesAsync("calendar", calendar));
        Assert.False(await LivesAsync("vault", vault));
        Assert.True(await LivesAsync("calendar", bens));
        Assert.Equal(
            [("calendar", "nightly", "inactive"), ("vault", "nightly", "inactive")],
            (await HistoryAsync()).Order());
    }

    [Fact]
    public async Task Client_ThatIsNamed_LosesItsAccessAndOthersKeepTheirs()
    {
        var calendar = await ConnectAsync("calendar", "ann");
        var vault = await ConnectAsync("vault", "ann");

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync($"?user_id={Ann}&client_id=vault"));

        Assert.False(await LivesAsync("vault", vault));
        Assert.True(await LivesAsync("calendar", calendar));
    }

    [Fact]
    public async Task SecondCall_AndAnyUnknownName_ChangeNothing()
    {
        await ConnectAsync("calendar", "ann");
        await DeleteAsync($"?user_id={Ann}");
        var before = await SnapshotAsync();

        foreach (var query in new[] { $"?user_id={Ann}", $"?user_id={Ann}&client_id=nobody", "?user_id=nobody" })
            Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(query));

        Assert.Equal(before, await SnapshotAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?user_id=")]
    [InlineData("?client_id=vault")]
    [InlineData("?user_id=subject-of-ann&client_id=")]
    [InlineData("?user_id=subject-of-ann&clientid=vault")]
    [InlineData("?user_id=subject-of-ann&user_id=subject-of-ben")]
    [InlineData("?user_id=%00")]
    public async Task Query_ThatCouldMeanMore_Is400AndChangesNothing(string query)
    {
        await ConnectAsync("vault", "ann");
        var before = await SnapshotAsync();

        using var answer = await SendAsync(HttpMethod.Delete, query, await MachineTokenAsync("delete:grants"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_query_string", (await ReadAsync(answer)).GetProperty("errorCode").GetString());
        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task Caller_WithoutTheScope_WithAUsersToken_OrWithNone_IsRefused()
    {
        // The server gives a user's token any scope that the client may have.
        await authority.Database.ExecuteAsync("""
            update "OpenIddictApplications"
            set "Permissions" = (("Permissions"::jsonb) || '["scp:delete:grants"]')::text
            where "ClientId" = 'calendar'
            """);
        using var visitor = authority.Visit();
        var users = (await visitor.ConnectAsync("openid offline_access delete:grants")).GetProperty("access_token").GetString();
        var before = await SnapshotAsync();
        foreach (var (token, status, code) in new[]
        {
            (null, HttpStatusCode.Unauthorized, "missing_authentication"),
            ("no token", HttpStatusCode.Unauthorized, "invalid_token"),
            (await MachineTokenAsync("delete:device_credentials"), HttpStatusCode.Forbidden, "insufficient_scope"),
            (users, HttpStatusCode.Forbidden, "operation_not_supported"),
        })
        {
            using var answer = await SendAsync(HttpMethod.Delete, $"?user_id={Ann}", token);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(code, (await ReadAsync(answer)).GetProperty("errorCode").GetString());
        }

        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task Method_OtherThanDelete_Is405()
    {
        using var answer = await SendAsync(HttpMethod.Get, $"?user_id={Ann}", await MachineTokenAsync("delete:grants"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["DELETE"], answer.Content.Headers.Allow);
    }

    // The machine's own tokens come with each call.
    private Task<List<string>> SnapshotAsync() => authority.Database.SnapshotAsync($"subject = '{Ann}'");

    private async Task<string> ConnectAsync(string client, string person)
    {
        using var visitor = authority.Visit(client, $"{person}@example.com");
        return (await visitor.ConnectAsync("openid offline_access")).GetProperty("refresh_token").GetString()!;
    }

    private async Task<bool> LivesAsync(string client, string refreshToken)
    {
        using var visitor = authority.Visit(client);
        return (await visitor.RefreshAsync(refreshToken)).Status == HttpStatusCode.OK;
    }

    private async Task<string> MachineTokenAsync(string scope)
    {
        using var machine = authority.Visit("nightly");
        var (status, tokens) = await machine.PostAsync(
            "connect/token", ("grant_type", "client_credentials"), ("scope", scope));
        Assert.Equal(HttpStatusCode.OK, status);
        return tokens.GetProperty("access_token").GetString()!;
    }

    private async Task<HttpStatusCode> DeleteAsync(string query)
    {
        using var answer = await SendAsync(HttpMethod.Delete, query, await MachineTokenAsync("delete:grants"));
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string query, string? token)
    {
        using var visitor = authority.Visit();
        using var request = new HttpRequestMessage(method, $"api/v2/grants{query}");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await visitor.Http.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Cancellation));

    private Task<List<(string, string, string)>> HistoryAsync() => authority.Database.QueryAsync<(string, string, string)>(
        "select client_id, actor, reason from portal.history where kind = 'access_revoked'");
}
