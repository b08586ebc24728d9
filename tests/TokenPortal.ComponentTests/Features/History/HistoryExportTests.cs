using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web;
using TokenPortal.Web.Features.History;

namespace TokenPortal.ComponentTests.Features.History;

/// <summary>The export endpoints over HTTP, on a faked history.</summary>
public sealed class HistoryExportTests : IAsyncLifetime
{
    private readonly FakeHistory _history = new();
    private WebApplication _application = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IAccountHistory>(_history);
        builder.Services.AddSingleton<IScopeCatalog>(new FakeScopes());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<PortalOptions>();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderSignIn>("test", null);
        builder.Services.AddAuthorization();
        _application = builder.Build();
        _application.UseAuthentication();
        _application.UseAuthorization();
        _application.MapHistoryExport();
        _application.Urls.Add("http://127.0.0.1:0");
        await _application.StartAsync(Cancellation);
        _http = new HttpClient { BaseAddress = new Uri(_application.Urls.Single()) };
        _http.DefaultRequestHeaders.Add(HeaderSignIn.Header, Entries.Subject);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task Csv_OfAHistory_IsAFileWithOneLineForEachEntry()
    {
        _history.Entries.Add(Entries.Of(HistoryKind.AccessRevoked));
        _history.Entries.Add(Entries.Of(HistoryKind.AppConnected, RevocationReason.Issuer, app: "=cmd|'/c calc'!A1"));

        using var answer = await _http.GetAsync("history/export.csv", Cancellation);
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith(".csv", answer.Content.Headers.ContentDisposition.FileName?.Trim('"'), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.StartsWith("seq,at,what_happened,kind", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.StartsWith("1,2026-03-03T14:05:00.000000Z,You removed Calendar Sync.,AccessRevoked,User,subject-1,Ann Archer",
            lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=cmd|'/c calc'!A1,", lines[2], StringComparison.Ordinal);
        Assert.Equal(("", 4), (lines[^1], lines.Length));
    }

    [Fact]
    public async Task Csv_NothingFits_HasItsHeaderOnly()
    {
        var text = await _http.GetStringAsync("history/export.csv", Cancellation);
        Assert.Equal(2, text.Split("\r\n").Length);
    }

    [Fact]
    public async Task Json_OfAHistory_IsAnArrayOfObjects()
    {
        _history.Entries.Add(Entries.Of(HistoryKind.AccessRevoked) with { Origin = new Origin("192.0.2.0/24", "Safari") });

        using var answer = await _http.GetAsync("history/export.json", Cancellation);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));

        var entry = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("You removed Calendar Sync.", entry.GetProperty("what_happened").GetString());
        Assert.Equal(2, entry.GetProperty("refresh_tokens_ended").GetInt32());
        Assert.Equal("192.0.2.0/24", entry.GetProperty("network").GetString());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("ticket").ValueKind);
    }

    [Fact]
    public async Task Export_WithFilters_PassesThemOnAndNamesTheExporter()
    {
        await _http.GetStringAsync("history/export.json?kind=support&time=week", Cancellation);

        var filter = Assert.Single(_history.Asked);
        Assert.Equal(HistoryGroup.Support, filter.Group);
        Assert.NotNull(filter.From);
        Assert.Equal(Entries.Subject, _history.Exporter);
    }

    [Fact]
    public async Task Export_NotSignedIn_IsRefusedAndReadsNothing()
    {
        using var anonymous = new HttpClient { BaseAddress = _http.BaseAddress };
        using var answer = await anonymous.GetAsync("history/export.csv", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, _history.Reads);
    }

    [Fact]
    public async Task Export_SignInTooOld_LeadsToAFreshOneAndBackToThePage()
    {
        _history.Refusal = Refusal.NeedsFreshSignIn;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _http.BaseAddress };
        http.DefaultRequestHeaders.Add(HeaderSignIn.Header, Entries.Subject);

        using var answer = await http.GetAsync("history/export.csv?kind=support", Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(
            "/signin?returnUrl=%2Fhistory%3Fkind%3Dsupport&fresh=true", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Export_InASupportSession_IsForbidden()
    {
        _history.Refusal = Refusal.ReadOnly;
        using var answer = await _http.GetAsync("history/export.csv", Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Export_DatabaseAway_Is503AndNoFile()
    {
        _history.Failure = GrantStoreFailure.NothingChanged;
        using var answer = await _http.GetAsync("history/export.csv", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Null(answer.Content.Headers.ContentDisposition);
    }

    [Fact]
    public async Task Export_DatabaseGoesAwayMeanwhile_DoesNotLookWhole()
    {
        _history.Entries.AddRange(Enumerable.Range(1, 2000).Select(i => Entries.Of(HistoryKind.AccessRevoked, seq: i)));
        _history.BreakAfter = 1900;
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync("history/export.csv", Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Signs in whom a header names.</summary>
    private sealed class HeaderSignIn(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public const string Header = "X-Subject";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!Request.Headers.TryGetValue(Header, out var subject)) return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity(
                [new Claim("sub", subject.ToString()), new Claim("portal_session", Guid.NewGuid().ToString())], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
