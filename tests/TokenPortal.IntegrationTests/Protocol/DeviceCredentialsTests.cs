using System.Net;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>/api/v2/device-credentials on the real server: cases 37 to 47.</summary>
public sealed class DeviceCredentialsTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Ann = "subject-of-ann";
    private const string Ben = "subject-of-ben";
    private const string Inactive = """{"active":false}""";

    public async ValueTask InitializeAsync() => await authority.Database.ForgetGrantsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task List_OfAUser_NamesEachDeviceOnceAndNoSecret()
    {
        var phone = await ConnectAsync(device: "Ann's phone");
        await ConnectAsync(device: "Ann's desk");
        await ConnectAsync(email: "ben@example.com");
        phone = await RefreshAsync(phone);
        phone = await RefreshAsync(phone);

        var api = await DeviceApiClient.OfOperatorAsync(authority);
        var list = await api.ListAsync($"?user_id={Ann}&type=refresh_token");

        Assert.Equal(["Ann's phone", "Ann's desk"], list.EnumerateArray().Select(Name));
        foreach (var item in list.EnumerateArray())
        {
            Assert.Equal(
                ["id", "device_name", "device_id", "type", "user_id", "client_id"],
                item.EnumerateObject().Select(property => property.Name));
            Assert.Matches("^dcr_[A-Za-z0-9]{16}$", item.GetProperty("id").GetString());
            Assert.Equal("", item.GetProperty("device_id").GetString());
            Assert.Equal("rotating_refresh_token", item.GetProperty("type").GetString());
            Assert.Equal(Ann, item.GetProperty("user_id").GetString());
            Assert.Equal("calendar", item.GetProperty("client_id").GetString());
        }

        var text = list.GetRawText();
        Assert.DoesNotContain(phone.GetProperty("refresh_token").GetString()!, text, StringComparison.Ordinal);
        foreach (var secret in await authority.Database.QueryAsync<string>(
            """select coalesce("ReferenceId", "Id") from "OpenIddictTokens" """))
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithoutADeviceParameter_NamesTheUserAgent()
    {
        using var visitor = authority.Visit();
        visitor.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Browser/1.0");
        await visitor.ConnectAsync();
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        Assert.Equal(["Browser/1.0"], (await api.ListAsync("")).EnumerateArray().Select(Name));
    }

    [Fact]
    public async Task List_ExtraFieldsAskedFor_AreGiven()
    {
        var tokens = await ConnectAsync();
        var start = authority.Clock.GetUtcNow();
        authority.Clock.Advance(TimeSpan.FromMinutes(5));
        await RefreshAsync(tokens);

        var api = await DeviceApiClient.OfOperatorAsync(authority);
        var item = Assert.Single(
            (await api.ListAsync("?fields=created_at,last_exchanged_at,expires_at,scopes,id")).EnumerateArray());

        Assert.Equal(start, item.GetProperty("created_at").GetDateTimeOffset());
        Assert.Equal(start.AddMinutes(5), item.GetProperty("last_exchanged_at").GetDateTimeOffset());
        Assert.Equal(start.AddMinutes(5).AddDays(180), item.GetProperty("expires_at").GetDateTimeOffset());
        Assert.Equal(
            ["calendar.read", "offline_access", "openid"],
            item.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).Order());
        Assert.Equal(5, item.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("?fields=id,type", "id,type")]
    [InlineData("?fields=id,type&include_fields=true", "id,type")]
    [InlineData("?fields=device_id,type&include_fields=false", "id,device_name,user_id,client_id")]
    public async Task List_Fields_ProjectsThem(string query, string expected)
    {
        await ConnectAsync();
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        var item = Assert.Single((await api.ListAsync(query)).EnumerateArray());
        Assert.Equal(expected.Split(','), item.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task List_WithTotals_PagesAndCounts()
    {
        for (var i = 0; i < 3; i++) await ConnectAsync(device: $"device {i}");
        var api = await DeviceApiClient.OfOperatorAsync(authority);

        var page = await api.ListAsync("?include_totals=true&page=1&per_page=2");

        Assert.Equal("""{"start":2,"limit":2,"total":3}""", JsonSerializer.Serialize(new
        {
            start = page.GetProperty("start").GetInt32(),
            limit = page.GetProperty("limit").GetInt32(),
            total = page.GetProperty("total").GetInt32(),
        }));
        Assert.Equal(["device 2"], page.GetProperty("device_credentials").EnumerateArray().Select(Name));
        Assert.Equal(JsonValueKind.Array, (await api.ListAsync("?include_totals=false")).ValueKind);
        var beyond = await api.ListAsync("?include_totals=true&page=9&per_page=2");
        Assert.Equal(3, beyond.GetProperty("total").GetInt32());
        Assert.Equal(0, beyond.GetProperty("device_credentials").GetArrayLength());
    }

    [Theory]
    [InlineData("?type=public_key", 0)]
    [InlineData("?type=rotating_refresh_token", 1)]
    [InlineData("?client_id=calendar", 1)]
    [InlineData("?client_id=vault", 0)]
    [InlineData("?user_id=nobody", 0)]
    [InlineData("?per_page=1000", 1)]
    [InlineData("?colour=blue", 1)]
    public async Task List_Filtered_ShowsWhatFits(string query, int count)
    {
        await ConnectAsync();
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        Assert.Equal(count, (await api.ListAsync(query)).GetArrayLength());
    }

    [Theory]
    [InlineData("?page=-1")]
    [InlineData("?page=x")]
    [InlineData("?page=99999999999")]
    [InlineData("?per_page=0")]
    [InlineData("?per_page=1001")]
    [InlineData("?include_totals=yes")]
    [InlineData("?include_fields=2")]
    [InlineData("?fields=payload")]
    [InlineData("?fields=id,,type")]
    [InlineData("?type=session")]
    [InlineData("?user_id=a&user_id=b")]
    [InlineData("?user_id=%00")]
    public async Task List_BadQuery_Is400AndSaysWhich(string query)
    {
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        using var answer = await api.SendAsync(HttpMethod.Get, query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = await DeviceApiClient.ReadAsync(answer);
        Assert.Equal((400, "Bad Request", "invalid_query_string"), (
            error.GetProperty("statusCode").GetInt32(), error.GetProperty("error").GetString(),
            error.GetProperty("errorCode").GetString()));
        Assert.StartsWith("Query validation error: '", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Proves("device credentials", "V10.4.9")]
    public async Task Delete_OneDevice_EndsItsTokensAndNothingElse()
    {
        var phone = await ConnectAsync(device: "phone");
        phone = await RefreshAsync(phone);
        var desk = await ConnectAsync(device: "desk");
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        var id = (await api.ListAsync($"?user_id={Ann}")).EnumerateArray().First().GetProperty("id").GetString()!;
        var others = await authority.Database.SnapshotAsync($"row not like '%{id}%'");

        Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync(id));

        Assert.Equal(others, await authority.Database.SnapshotAsync($"row not like '%{id}%'"));
        using var visitor = authority.Visit();
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(RefreshToken(phone))).Status);
        Assert.Equal(Inactive, JsonSerializer.Serialize(await visitor.IntrospectAsync(AccessToken(phone))));
        Assert.Equal(HttpStatusCode.OK, (await visitor.UserInfoAsync(AccessToken(desk))).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(RefreshToken(desk))).Status);
        Assert.Equal(["valid"], await authority.Database.QueryAsync<string>(
            $"""select "Status" from "OpenIddictAuthorizations" where "Subject" = '{Ann}'"""));
        Assert.Equal([("device_removed", "api", "nightly", Ann, id)],
            await authority.Database.QueryAsync<(string, string, string, string, string)>(
                "select kind, reason, actor, subject, family_id from portal.history where kind <> 'app_connected'"));

        var before = await authority.Database.SnapshotAsync();
        Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync(id));
        Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync("dcr_0000000000000000"));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("dcr_")]
    [InlineData("dcr_00000000000000000")]
    [InlineData("dcr_000000000000000%C3%A9")]
    [InlineData("dcr_%00")]
    public async Task Delete_MalformedId_Is400(string id)
    {
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        Assert.Equal(HttpStatusCode.BadRequest, await api.DeleteAsync(id));
    }

    [Fact]
    [Proves("V4.2.1")]
    public async Task CurrentUser_SeesAndEndsOwnDevicesOnly()
    {
        using var annsApp = authority.Visit();
        var tokens = await annsApp.ConnectAsync(
            "openid offline_access read:current_user_device_credentials delete:current_user_device_credentials");
        await ConnectAsync(email: "ben@example.com");
        var bens = Assert.Single((await (await DeviceApiClient.OfOperatorAsync(authority)).ListAsync(
            $"?user_id={Ben}")).EnumerateArray()).GetProperty("id").GetString()!;
        var api = new DeviceApiClient(annsApp.Http, AccessToken(tokens));

        foreach (var query in new[] { "", "?user_id=me", $"?user_id={Ann}" })
            Assert.Equal(Ann, Assert.Single((await api.ListAsync(query)).EnumerateArray()).GetProperty("user_id").GetString());
        using var others = await api.SendAsync(HttpMethod.Get, $"?user_id={Ben}");
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);

        var before = await authority.Database.SnapshotAsync();
        Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync(bens));
        Assert.Equal(before, await authority.Database.SnapshotAsync());

        var own = (await api.ListAsync("")).EnumerateArray().Single().GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync(own));
        using var dead = await api.SendAsync(HttpMethod.Get, "");
        Assert.Equal(HttpStatusCode.Unauthorized, dead.StatusCode);
    }

    [Fact]
    [Proves("V3.5.2", "V8.2.1")]
    public async Task Scope_ForReading_DoesNotDelete()
    {
        await ConnectAsync();
        var reader = await DeviceApiClient.OfOperatorAsync(authority, "read:device_credentials");
        var id = Assert.Single((await reader.ListAsync("")).EnumerateArray()).GetProperty("id").GetString()!;
        using var answer = await reader.SendAsync(HttpMethod.Delete, $"/{id}");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("insufficient_scope", (await DeviceApiClient.ReadAsync(answer)).GetProperty("errorCode").GetString());

        var deleter = await DeviceApiClient.OfOperatorAsync(authority, "delete:device_credentials");
        using var list = await deleter.SendAsync(HttpMethod.Get, "");
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
    }

    [Fact]
    [Proves("V3.5.3")]
    public async Task Caller_WithoutAGoodToken_Is401()
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();
        await visitor.PostAsync("connect/revoke", ("token", RefreshToken(tokens)));
        using var none = await new DeviceApiClient(visitor.Http, null).SendAsync(HttpMethod.Get, "");
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (none.StatusCode, none.Headers.WwwAuthenticate.ToString()));
        foreach (var bad in new[] { AccessToken(tokens), RefreshToken(tokens), "nonsense", "a.b.c" })
        {
            using var answer = await new DeviceApiClient(visitor.Http, bad).SendAsync(HttpMethod.Get, "");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    [Proves("V10.3.1")]
    public async Task Caller_WithATokenForAnotherApi_Is401()
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync("openid calendar.read");
        using var answer = await new DeviceApiClient(visitor.Http, AccessToken(tokens)).SendAsync(HttpMethod.Get, "");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "", "GET")]
    [InlineData("PUT", "", "GET")]
    [InlineData("GET", "/dcr_0000000000000000", "DELETE")]
    public async Task Method_NotOffered_Is405(string method, string rest, string allowed)
    {
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        using var answer = await api.SendAsync(new HttpMethod(method), rest);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal([allowed], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task TokenOlderThanFamilies_IsListedAndCanBeEnded()
    {
        var tokens = await ConnectAsync();
        await authority.Database.ExecuteAsync("""update "OpenIddictTokens" set "Properties" = null""");
        await authority.Database.QueryAsync<int>("delete from portal.families");
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        var id = Assert.Single((await api.ListAsync("")).EnumerateArray()).GetProperty("id").GetString()!;

        tokens = await RefreshAsync(tokens);
        Assert.Equal(id, Assert.Single((await api.ListAsync("")).EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync(id));
        using var visitor = authority.Visit();
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(RefreshToken(tokens))).Status);
    }

    private async Task<JsonElement> ConnectAsync(string device = "", string email = "ann@example.com")
    {
        using var visitor = authority.Visit(email: email);
        authority.Clock.Advance(TimeSpan.FromSeconds(1));
        return await visitor.ConnectAsync("openid offline_access calendar.read",
            device.Length > 0 ? [("device", device)] : []);
    }

    private async Task<JsonElement> RefreshAsync(JsonElement tokens)
    {
        using var visitor = authority.Visit();
        var (status, body) = await visitor.RefreshAsync(RefreshToken(tokens));
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private static string? Name(JsonElement item) => item.GetProperty("device_name").GetString();

    private static string RefreshToken(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string AccessToken(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}
