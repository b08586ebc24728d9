using System.Net;
using Dapper;
using TokenPortal.IntegrationTests.Conformance;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>When people are asked, what they are told, and what a decision leaves behind.</summary>
public sealed class ConsentTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string Permanent = """
        select "Id" from "OpenIddictAuthorizations" a
        where "Subject" = @subject and "Status" = 'valid' and "Type" = 'permanent'
            and "ApplicationId" = (select "Id" from "OpenIddictApplications" where "ClientId" = @client)
        """;

    [Fact]
    public async Task Page_NamesTheAppItsMakerThePersonAndThePermissions()
    {
        using var visitor = authority.Visit(email: "sue@example.com");

        await visitor.AuthorizeAsync("openid offline_access calendar.write", decision: "");

        Assert.Contains("The calendar app", visitor.Html);
        Assert.Contains("Calendar Works", visitor.Html);
        Assert.Contains("https://calendar.example/", visitor.Html);
        Assert.Contains("Sue Example", visitor.Html);
        Assert.Contains("Add, change and delete events in your calendar.", visitor.Html);
        Assert.Contains("Keep access while you are away", visitor.Html);
        Assert.Contains("http://localhost/portal", visitor.Html);
    }

    [Fact]
    public async Task Page_ForARussianReader_DescribesPermissionsInRussian()
    {
        using var visitor = authority.Visit(email: "sue@example.com");
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ru-RU,ru;q=0.9");

        await visitor.AuthorizeAsync("openid calendar.read", decision: "");

        Assert.Contains("Видеть ваш календарь", WebUtility.HtmlDecode(visitor.Html));
    }

    [Fact]
    public async Task Allow_IsAskedOnceAndCoversSmallerWishes()
    {
        using var visitor = authority.Visit(email: "ben@example.com");

        await visitor.AuthorizeAsync("openid profile calendar.read");
        Assert.Equal(["signin", "consent"], visitor.Pages);
        Assert.Contains("code", await visitor.AuthorizeAsync("openid calendar.read"));
        Assert.Empty(visitor.Pages);
        await visitor.AuthorizeAsync("openid calendar.write");
        Assert.Equal(["consent"], visitor.Pages);
        Assert.Equal(2, (await PermanentAsync("ben", "calendar")).Count);
    }

    [Fact]
    public async Task Allow_PostedTwice_LeavesOneAuthorization()
    {
        using var visitor = authority.Visit("photos");
        await visitor.AuthorizeAsync("openid files.read", decision: "");
        var click = AuthorityDriver.HiddenFields(visitor.Html).Append(("decision", "allow")).ToList();

        // No row can be added until both clicks have come as far as they can without one.
        await using var connection = await authority.Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await connection.ExecuteAsync("""lock table "OpenIddictAuthorizations" in share mode;""");
        var answers = Enumerable.Range(0, 2).Select(_ =>
            visitor.Http.PostAsync("connect/authorize", AuthorityDriver.Form(click), Cancellation)).ToList();
        await Eventually.IsAsync(2, async () => Assert.Single(await authority.Database.QueryAsync<int>(
            """
            select count(*)::int from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)));
        await transaction.CommitAsync(Cancellation);
        var clicks = await Task.WhenAll(answers);

        Assert.All(clicks, answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Single(await PermanentAsync("ann", "photos"));
    }

    [Fact]
    public async Task Deny_TellsTheAppAndLeavesNothing()
    {
        using var visitor = authority.Visit("vault", "ben@example.com");

        var answer = await visitor.AuthorizeAsync("openid files.read", "deny");

        Assert.Equal("access_denied", answer["error"]);
        Assert.Equal("the state", answer["state"]);
        Assert.Empty(await PermanentAsync("ben", "vault"));
    }

    [Fact]
    public async Task Decision_WithoutTheFormsToken_IsRefused()
    {
        using var visitor = authority.Visit("vault");
        await visitor.AuthorizeAsync("openid files.read", decision: "");
        var forged = AuthorityDriver.HiddenFields(visitor.Html)
            .Where(field => field.Name != "__RequestVerificationToken").Append(("decision", "allow"));

        using var answer = await visitor.Http.PostAsync(
            "connect/authorize", AuthorityDriver.Form(forged), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await PermanentAsync("ann", "vault"));
    }

    [Fact]
    [Proves("V10.7.1")]
    public async Task Revoke_MakesTheNextSignInAskAgain()
    {
        using var visitor = authority.Visit("vault", "sue@example.com");
        await visitor.AuthorizeAsync("openid files.read");
        await authority.Database.ExecuteAsync(
            """update "OpenIddictAuthorizations" set "Status" = 'revoked' where "Subject" = 'subject-of-sue'""");

        await visitor.AuthorizeAsync("openid files.read");

        Assert.Equal(["consent"], visitor.Pages);
    }

    [Fact]
    public async Task OperatorsOwnApp_IsNeverAskedAboutAndHasAPermanentAuthorization()
    {
        using var visitor = authority.Visit("portal");

        await visitor.ConnectAsync("openid profile");

        Assert.Equal(["signin"], visitor.Pages);
        Assert.Single(await PermanentAsync("ann", "portal"));
        Assert.Empty(await authority.Database.QueryAsync<string>(
            """select "Id" from "OpenIddictAuthorizations" where "Type" <> 'permanent'"""));
    }

    [Fact]
    public async Task PromptConsent_AsksAgainAndKeepsTheAuthorization()
    {
        using var visitor = authority.Visit("photos", "ben@example.com");
        await visitor.AuthorizeAsync("openid files.read");

        await visitor.AuthorizeAsync("openid files.read", "allow", ("prompt", "consent"));

        Assert.Equal(["consent"], visitor.Pages);
        Assert.Single(await PermanentAsync("ben", "photos"));
    }

    [Fact]
    public async Task PromptNone_WithoutConsent_SaysSoWithoutAPage()
    {
        using var visitor = authority.Visit("portal", "ben@example.com");
        await visitor.ConnectAsync("openid");
        using var vault = authority.Visit("vault");
        var address = vault.AuthorizeAddress("openid files.read", ("prompt", "none"));

        using var answer = await visitor.Http.GetAsync(address, Cancellation);

        Assert.Contains("error=consent_required", answer.Headers.Location!.Query);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<List<string>> PermanentAsync(string name, string client) =>
        authority.Database.QueryAsync<string>(Permanent, new { subject = $"subject-of-{name}", client });
}
