using System.Net;
using Npgsql;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>What a proxy, an operator and a stranger get from the portal over HTTP.</summary>
public sealed class PortalHttpTests(DatabaseServer server)
{
    [Fact]
    public async Task Ready_EverythingInPlace_IsHealthy()
    {
        await using var portal = await PortalFixture.StartAsync(await server.CreateAsync());
        var (status, body, _) = await portal.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"status\":\"healthy\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_MailServerAway_StaysHealthy()
    {
        await using var portal = await PortalFixture.StartAsync(
            await server.CreateAsync(), ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"),
            ("Mail:From", "accounts@example.com"), ("Mail:PublicAddress", "https://apps.example.com/"));
        var (status, body, _) = await portal.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"status\":\"healthy\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_GuardAbsent_IsDegradedAndNamesTheCommand()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("""drop trigger tokenportal_guard on "OpenIddictTokens";""");
        await using var portal = await PortalFixture.StartAsync(database);
        var (status, body, _) = await portal.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"status\":\"degraded\"", body, StringComparison.Ordinal);
        Assert.Contains("database apply", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_ColumnMissing_IsUnhealthyAndNamesIt()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("""alter table "OpenIddictTokens" drop column "RedemptionDate";""");
        await using var portal = await PortalFixture.StartAsync(database);
        var (status, body, _) = await portal.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("RedemptionDate", body, StringComparison.Ordinal);
    }

    [Fact] // Case 85
    public async Task Ready_DatabaseAway_IsUnhealthyAndTellsNoSecret()
    {
        var nowhere = new TestDatabase(new NpgsqlConnectionStringBuilder("Host=127.0.0.1;Port=1;Database=none"));
        await using var portal = await PortalFixture.StartAsync(nowhere);
        var (status, body, _) = await portal.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("127.0.0.1", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await portal.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task SignIn_IssuerUnreachable_SaysSoOnAPlainPage()
    {
        await using var portal = await PortalFixture.StartAsync(await server.CreateAsync());
        var (status, body, _) = await portal.GetAsync("/signin");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("data-message=\"sign-in-unavailable\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Anonymous_LeadsToSignInAndShowsNothing()
    {
        await using var portal = await PortalFixture.StartAsync(await server.CreateAsync());
        var (status, body, response) = await portal.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.StartsWith("/signin", response.Headers.Location!.IsAbsoluteUri
            ? response.Headers.Location.AbsolutePath : response.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.Empty(body);
    }

    [Theory] // Case 52
    [InlineData("/revoke")]
    [InlineData("/signout")]
    [InlineData("/apps/a1/revoke")]
    public async Task Get_OnWhateverCouldChangeSomething_ChangesNothing(string path)
    {
        var database = await server.CreateAsync();
        await new GrantBuilder(database, TimeProvider.System).GrantAsync("ann", "calendar");
        var before = await database.SnapshotAsync();
        await using var portal = await PortalFixture.StartAsync(database);

        var (status, _, _) = await portal.GetAsync(path);

        Assert.InRange((int)status, 400, 499);
        Assert.Equal(before, await database.SnapshotAsync());
    }

    [Fact]
    public async Task Page_IsCompressed_OnlyWhereNobodyElseChoseAnythingInIt()
    {
        await using var portal = await PortalFixture.StartAsync(await server.CreateAsync());
        async Task<bool> CompressesAsync(string path, params (string Name, string Value)[] headers)
        {
            var (_, _, response) = await portal.GetAsync(path, [("Accept-Encoding", "br"), .. headers]);
            return response.Content.Headers.ContentEncoding.Contains("br");
        }

        Assert.True(await CompressesAsync("/signed-out", ("Sec-Fetch-Site", "same-origin")));
        Assert.True(await CompressesAsync("/signed-out", ("Sec-Fetch-Site", "none")));
        Assert.False(await CompressesAsync("/signed-out", ("Sec-Fetch-Site", "cross-site")));
        Assert.False(await CompressesAsync("/signed-out", ("Sec-Fetch-Site", "same-site")));
        Assert.False(await CompressesAsync("/signed-out"));
        Assert.False(await CompressesAsync("/signed-out?q=guess", ("Sec-Fetch-Site", "same-origin")));
    }

    [Fact]
    public async Task PathBase_Set_IsTheBaseOfEveryAddress()
    {
        await using var portal = await PortalFixture.StartAsync(
            await server.CreateAsync(), ("Portal:PathBase", "/access"));
        var (status, body, _) = await portal.GetAsync("/access/signed-out");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<base href=\"/access/\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ForwardedHttps_IsBelievedFromAKnownProxyOnly(bool known)
    {
        (string, string)[] settings = known ? [("Portal:KnownProxies:0", "127.0.0.1")] : [];
        await using var portal = await PortalFixture.StartAsync(await server.CreateAsync(), settings);
        var (_, _, response) = await portal.GetAsync(
            "/signed-out", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "apps.example.com"));
        Assert.Equal(known, response.Headers.Contains("Strict-Transport-Security"));
    }
}
