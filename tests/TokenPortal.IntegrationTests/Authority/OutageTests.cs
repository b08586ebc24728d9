using System.Net;
using Npgsql;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>What programs and people are told while the database is away.</summary>
public sealed class OutageTests(DatabaseServer databases)
{
    private const string Client = "calendar";

    [Fact]
    public async Task DatabaseAway_ProgramsGetJsonAndPeopleAPage_BothWithoutDetails()
    {
        var database = await databases.CreateAsync();
        await using var proxy = new CuttingProxy(database.Superuser, "OpenIddictApplications");
        await using var authority = new AuthorityFixture(databases)
        {
            Database = new TestDatabase(new NpgsqlConnectionStringBuilder(proxy.ConnectionString)),
        };
        await authority.InitializeAsync();
        using var http = new HttpClient { BaseAddress = authority.Address };
        proxy.Arm(CuttingProxy.Cut.BeforeRequest, andRefuse: true);

        using var token = await http.PostAsync("connect/token", AuthorityDriver.Form(
            [("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_id", Client)]), Cancellation);
        using var page = await http.GetAsync(
            $"connect/authorize?client_id={Client}&response_type=code&scope=openid"
            + $"&redirect_uri={Uri.EscapeDataString(AuthorityDriver.RedirectUriOf(Client))}"
            + $"&code_challenge_method=S256&code_challenge={new string('x', 43)}", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, token.StatusCode);
        Assert.Equal("application/json", token.Content.Headers.ContentType!.MediaType);
        Assert.True(token.Headers.CacheControl!.NoStore);
        Assert.NotNull(token.Headers.RetryAfter);
        Assert.Equal(
            """{"error":"temporarily_unavailable","error_description":"The server cannot answer now. Try again."}""",
            await token.Content.ReadAsStringAsync(Cancellation));
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("We cannot answer right now", html);
        Assert.DoesNotContain("Npgsql", html);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
