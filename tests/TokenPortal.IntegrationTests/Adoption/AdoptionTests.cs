using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPortal.Authority.Database;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Web;

namespace TokenPortal.IntegrationTests.Adoption;

/// <summary>docs/adopt.md, followed to the letter on a server that is not ours.</summary>
public sealed class AdoptionTests(DatabaseServer databases)
{
    private const string Mia = "person:mia";
    private const string Redirect = "http://localhost/mail";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("two lines")]
    public async Task Page_FollowedToTheLetter_LeadsToAWorkingPortal()
    {
        RequirePsql();
        var page = new AdoptPage();
        Assert.Equal(
            ["database", "reference", "in AddServer", "before app.Run", "at the top", "the server's settings",
                "register the portal", "the portal's settings"],
            page.Titles);
        var database = await databases.CreateEmptyAsync();
        using var server = new SmallServer(page, database.Superuser, database.Owner);
        await server.BuildAsync();
        Assert.Contains("ConnectionStrings:TokenPortal is missing", await server.StartAsync(portalConnectionString: ""), StringComparison.Ordinal);

        var said = await server.PrepareDatabaseAsync();
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
        Assert.Null(await server.StartAsync());

        using var http = new HttpClient { BaseAddress = server.Address };
        await RevokesTheWholeGrantAsync(server, http, database);
        await EndsOneDeviceAsync(server, http, database);
        await ShowsTheAppInThePortalAsync(server, http);
    }

    [Fact]
    public async Task Server_BeforeDatabaseApply_DoesNotStartAndSaysWhy()
    {
        var database = await databases.CreateEmptyAsync();
        await AuthorityDatabase.MigrateAsync(database.Owner, Cancellation);
        await PortalDatabase.ApplyRolesAsync(database.Superuser, Cancellation);
        await using var authority = new AuthorityFixture(databases) { Database = database };

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await authority.InitializeAsync());

        Assert.StartsWith(
            "UseTokenPortal: Migration V001_History_and_people.sql is not applied. Run: database apply",
            exception.Message, StringComparison.Ordinal);
    }

    private static async Task RevokesTheWholeGrantAsync(SmallServer server, HttpClient http, TestDatabase database)
    {
        var tokens = await ConnectAsync(server, http);
        // Encrypted and self-contained, as OpenIddict makes them by default.
        Assert.Equal(5, Access(tokens).Split('.').Length);
        Assert.True(await IsActiveAsync(http, Access(tokens)));

        using var answer = await http.PostAsJsonAsync(
            "oauth/revoke", new { client_id = "mail", client_secret = "mail-secret", token = Refresh(tokens) }, Cancellation);

        Assert.Equal((HttpStatusCode.OK, "{}"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
        Assert.False(await IsActiveAsync(http, Access(tokens)));
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(http, tokens)).Status);
        Assert.Equal([("revoked", "api")], await database.QueryAsync<(string, string)>("""
            select a."Status", h.reason from "OpenIddictAuthorizations" a join portal.history h on h.subject = a."Subject"
                and h.kind <> 'app_connected'
            """));
    }

    private static async Task EndsOneDeviceAsync(SmallServer server, HttpClient http, TestDatabase database)
    {
        var tokens = await ConnectAsync(server, http);
        var (_, operations) = await PostAsync(http, "connect/token",
            ("grant_type", "client_credentials"), ("client_id", "operations"), ("client_secret", "operations-secret"),
            ("scope", "read:device_credentials delete:device_credentials"));
        using var api = new HttpClient { BaseAddress = new Uri(server.Address, "api/v2/") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Access(operations));
        var list = await api.GetFromJsonAsync<JsonElement>($"device-credentials?user_id={Mia}", Cancellation);
        var id = Assert.Single(list.EnumerateArray()).GetProperty("id").GetString();

        using var answer = await api.DeleteAsync($"device-credentials/{id}", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(http, tokens)).Status);
        Assert.False(await IsActiveAsync(http, Access(tokens)));
        Assert.Contains("valid", await database.QueryAsync<string>("""select "Status" from "OpenIddictAuthorizations" """));
    }

    private static async Task ShowsTheAppInThePortalAsync(SmallServer server, HttpClient http)
    {
        var tokens = await ConnectAsync(server, http);
        await using var portal = PortalApplication.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddJsonStream(
                new MemoryStream(Encoding.UTF8.GetBytes(server.Localized("the portal's settings"))));
        });
        portal.Urls.Add(server.Portal.ToString());
        await portal.StartAsync(Cancellation);
        using var browser = new Browser();

        var (address, html) = await browser.OpenAsync(server.Portal);

        Assert.Equal(server.Portal, address);
        Assert.Contains("data-app=\"mail\"", html, StringComparison.Ordinal);
        var grants = portal.Services.GetRequiredService<IGrantService>();
        var mail = (await grants.ListAsync(Mia, Cancellation)).Single(app => app.ClientId == "mail");
        Assert.IsType<RevokeResult.Revoked>(await grants.RevokeAsync(Mia, mail.Key, Actor.User(Mia), Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(http, tokens)).Status);
        Assert.DoesNotContain("data-app=\"mail\"", (await browser.OpenAsync(server.Portal)).Html, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ConnectAsync(SmallServer server, HttpClient http)
    {
        using var browser = new Browser();
        var (address, _) = await browser.OpenAsync(
            new Uri(server.Address, QueryHelpers.AddQueryString("connect/authorize", new Dictionary<string, string?>
            {
                ["client_id"] = "mail",
                ["response_type"] = "code",
                ["redirect_uri"] = Redirect,
                ["scope"] = "openid offline_access mail.read",
            })),
            until: new Uri(Redirect));
        var code = QueryHelpers.ParseQuery(address.Query)["code"].ToString();
        var (status, tokens) = await PostAsync(http, "connect/token",
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect),
            ("client_id", "mail"), ("client_secret", "mail-secret"));
        Assert.Equal(HttpStatusCode.OK, status);
        return tokens;
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> RefreshAsync(HttpClient http, JsonElement tokens) =>
        PostAsync(http, "connect/token",
            ("grant_type", "refresh_token"), ("refresh_token", Refresh(tokens)), ("client_id", "mail"),
            ("client_secret", "mail-secret"));

    private static async Task<bool> IsActiveAsync(HttpClient http, string token) =>
        (await PostAsync(http, "connect/introspect",
            ("token", token), ("client_id", "mail"), ("client_secret", "mail-secret"))).Body.GetProperty("active").GetBoolean();

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(
        HttpClient http, string address, params (string, string)[] fields)
    {
        using var answer = await http.PostAsync(address, AuthorityDriver.Form(fields), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    private static void RequirePsql()
    {
        if (Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "psql"))))
            return;
        const string Reason = "docs/adopt.md needs psql, which is not installed.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Reason);
        Assert.Skip(Reason);
    }
}
