using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Servers;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>What a page takes from an app that stays, seen from the app, the API and the consent page.</summary>
public sealed class NarrowingTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Ann = "subject-of-ann";
    private const string Both = "openid offline_access calendar.read calendar.write";

    private PortalCore _core = null!;
    private Caller _ann = null!;

    public async ValueTask InitializeAsync()
    {
        await authority.Database.ForgetGrantsAsync();
        _core = new PortalCore(authority.Database, authority.Clock);
        await _core.PersonAsync(Ann);
        _ann = await _core.SignInAsync(Ann);
    }

    public async ValueTask DisposeAsync() => await _core.DisposeAsync();

    [Fact]
    public async Task RemoveScope_ReferenceTokens_EndAtOnceAndTheNextRefreshHasTheRest()
    {
        using var visitor = authority.Visit();
        using var api = authority.Visit("demo-api");
        var tokens = await visitor.ConnectAsync(Both);

        var receipt = await RemoveScopeAsync("calendar", "calendar.write");

        Assert.Equal((0, 0, 1), (receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens));
        Assert.Null(receipt.ResidualAccessUntil);
        Assert.False(IsActive(await api.IntrospectAsync(Text(tokens, "access_token"))));
        var (status, renewed) = await visitor.RefreshAsync(Text(tokens, "refresh_token"));
        Assert.Equal(HttpStatusCode.OK, status);
        var introspection = await api.IntrospectAsync(Text(renewed, "access_token"));
        Assert.True(IsActive(introspection));
        Assert.Equal(
            ["calendar.read", "offline_access", "openid"],
            introspection.GetProperty("scope").GetString()!.Split(' ').Order());
        Assert.Equal(HttpStatusCode.OK, (await visitor.UserInfoAsync(Text(renewed, "access_token"))).Status);
    }

    [Fact]
    public async Task RemoveScope_SelfContainedToken_IsNamedWithItsEnd()
    {
        using var visitor = authority.Visit("vault");
        await visitor.ConnectAsync("openid offline_access files.read");

        var receipt = await RemoveScopeAsync("vault", "files.read");

        Assert.Equal(1, receipt.AccessTokens);
        Assert.Equal(authority.Clock.GetUtcNow().AddMinutes(15), receipt.ResidualAccessUntil);
    }

    [Fact]
    public async Task RemoveScope_NextSignIn_IsAskedForTheRemovedPermissionOnly()
    {
        using var visitor = authority.Visit();
        await visitor.ConnectAsync(Both);
        await RemoveScopeAsync("calendar", "calendar.write");

        Assert.Contains("code", await visitor.AuthorizeAsync("openid offline_access calendar.read"));
        Assert.Empty(visitor.Pages);
        await visitor.AuthorizeAsync(Both, decision: "");
        Assert.Equal(["calendar.write"], NewOn(visitor.Html));

        var again = await visitor.ConnectAsync(Both);
        Assert.Equal(["consent"], visitor.Pages);
        using var api = authority.Visit("demo-api");
        Assert.Contains(
            "calendar.write", (await api.IntrospectAsync(Text(again, "access_token"))).GetProperty("scope").GetString());
    }

    [Fact]
    public async Task RemoveScope_GivenAgain_ComesBackToTheNewSignInNotToTheOldOne()
    {
        using var phone = authority.Visit();
        using var api = authority.Visit("demo-api");
        var old = await phone.ConnectAsync(Both);
        await RemoveScopeAsync("calendar", "calendar.write");
        await phone.ConnectAsync(Both);

        var (_, renewed) = await phone.RefreshAsync(Text(old, "refresh_token"));

        Assert.DoesNotContain(
            "calendar.write", (await api.IntrospectAsync(Text(renewed, "access_token"))).GetProperty("scope").GetString());
    }

    [Fact]
    public async Task RemoveScope_OfflineAccess_LetsTheAppComeBackOnceMoreAndNoLonger()
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync(Both);
        await RemoveScopeAsync("calendar", "offline_access");

        var (status, renewed) = await visitor.RefreshAsync(Text(tokens, "refresh_token"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(renewed.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task EndDevice_OneOfTwo_LeavesTheOtherRefreshing()
    {
        using var phone = authority.Visit();
        using var desk = authority.Visit();
        using var api = authority.Visit("demo-api");
        var phones = await phone.ConnectAsync(Both, ("device", "Ann's phone"));
        var desks = await desk.ConnectAsync(Both, ("device", "Ann's desk"));
        var app = await DetailAsync("calendar");
        Assert.Equal(["Ann's desk", "Ann's phone"], app.Devices.Select(device => device.Name).Order());

        var device = app.Devices.Single(device => device.Name == "Ann's phone");
        Assert.IsType<RevokeResult.Revoked>(await Apps.EndDeviceAsync(_ann, app.App.Key, device.Id, Cancellation));

        Assert.Equal(HttpStatusCode.BadRequest, (await phone.RefreshAsync(Text(phones, "refresh_token"))).Status);
        Assert.False(IsActive(await api.IntrospectAsync(Text(phones, "access_token"))));
        Assert.True(IsActive(await api.IntrospectAsync(Text(desks, "access_token"))));
        Assert.Equal(HttpStatusCode.OK, (await desk.RefreshAsync(Text(desks, "refresh_token"))).Status);
        Assert.Equal(["Ann's desk"], (await DetailAsync("calendar")).Devices.Select(left => left.Name));
    }

    [Fact]
    public async Task Registration_OfTheSettings_IsOnTheAppsPage()
    {
        using var calendar = authority.Visit();
        await calendar.ConnectAsync();
        using var photos = authority.Visit("photos");
        await photos.ConnectAsync("openid offline_access files.read");

        var known = (await DetailAsync("calendar")).Registration!;
        Assert.Equal((AppType.Confidential, false), (known.Type, known.IsSelfRegistered));
        Assert.Equal(new Uri("https://calendar.example/privacy"), known.PrivacyPolicy);
        Assert.NotNull(known.RegisteredAt);
        var stranger = (await DetailAsync("photos")).Registration!;
        Assert.Equal((AppType.Public, true), (stranger.Type, stranger.IsSelfRegistered));
        Assert.Null(stranger.HomePage);
    }

    [Fact]
    public async Task Uses_OfExchangeAndIntrospection_AreOnTheAppsPageButRefusedOnesAreNot()
    {
        using var visitor = authority.Visit();
        using var api = authority.Visit("demo-api");
        var tokens = await visitor.ConnectAsync(Both);
        await FlushAsync();
        Assert.Equal(authority.Clock.GetUtcNow(), (await DetailAsync("calendar")).App.LastUsedAt);

        authority.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(IsActive(await api.IntrospectAsync(Text(tokens, "access_token"))));
        await FlushAsync();
        var introspected = authority.Clock.GetUtcNow();
        var seen = await DetailAsync("calendar");
        Assert.Equal(introspected, seen.App.LastUsedAt);
        Assert.Equal(introspected, Assert.Single(seen.Devices).LastUsedAt);
        Assert.Equal(introspected.AddMinutes(-3), seen.Devices[0].LastExchangeAt);

        authority.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.False(IsActive(await api.IntrospectAsync(Text(tokens, "access_token"))));
        await FlushAsync();
        Assert.Equal(introspected, (await DetailAsync("calendar")).App.LastUsedAt);
    }

    private Task<int?> FlushAsync() => authority.Services.GetRequiredService<UseRecorder>().FlushAsync();

    private async Task<RevokeReceipt> RemoveScopeAsync(string clientId, string scope)
    {
        var key = (await DetailAsync(clientId)).App.Key;
        return Assert.IsType<RevokeResult.Revoked>(
            await Apps.RemoveScopeAsync(_ann, key, scope, Cancellation)).Receipt;
    }

    private async Task<AppDetail> DetailAsync(string clientId)
    {
        var list = Assert.IsType<AccessResult<IReadOnlyList<ConnectedApp>>.Done>(
            await Apps.ListAsync(_ann, Cancellation));
        var key = list.Value.Single(app => app.ClientId == clientId).Key;
        return Assert.IsType<AccessResult<AppDetail>.Done>(await Apps.DetailAsync(_ann, key, Cancellation)).Value;
    }

    /// <summary>The permissions that a consent page marks as new, by what it calls them.</summary>
    private static IEnumerable<string> NewOn(string html) =>
        from entry in html.Split("<li>").Skip(1)
        where entry.Contains("class=\"new\"", StringComparison.Ordinal)
        select entry.Contains("Change your calendar", StringComparison.Ordinal) ? "calendar.write" : entry;

    private static bool IsActive(JsonElement introspection) => introspection.GetProperty("active").GetBoolean();

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private IAccountApps Apps => _core.Get<IAccountApps>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
