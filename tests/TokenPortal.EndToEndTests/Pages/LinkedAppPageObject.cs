using System.Globalization;
using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>A linked app's own page, which says whether it still has access.</summary>
public sealed class LinkedAppPageObject(IPage page)
{
    public IPage Page { get; } = page;

    /// <param name="device">Null means the first.</param>
    public ILocator Connection(string email, string? device = null) => Page.Locator(
        $"[data-connection][data-email='{email}']" + (device is null ? "" : $"[data-device='{device}']")).First;

    /// <summary>Goes through sign-in, when the browser is not signed in, and the consent page that must come.</summary>
    public async Task ConnectAsync(string email, string password)
    {
        await Page.Locator("[data-connect]").First.ClickAsync();
        var authority = new SignInPageObject(Page);
        await Assertions.Expect(authority.Email.Or(authority.Allow)).ToBeVisibleAsync();
        if (await authority.Email.IsVisibleAsync()) await authority.SignInAsync(email, password);
        await authority.Allow.ClickAsync();
        await ExpectConnectedAsync(email);
    }

    /// <summary>Asks the authority for its first page until it answers: its pool may hold connections that were cut.</summary>
    public async Task WaitUntilServerAnswersAsync()
    {
        var address = $"{Page.Url.TrimEnd('/')}/connect";
        while ((await Page.APIRequest.GetAsync(address)).Status >= 500)
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>On one device, while the consent for the app stands: it is not asked for again.</summary>
    public async Task ConnectAgainAsync(string device, string email, string password)
    {
        await Page.GotoAsync($"{Page.Url.TrimEnd('/')}/connect?device={device}");
        var authority = new SignInPageObject(Page);
        await Assertions.Expect(authority.Email.Or(Connection(email, device))).ToBeVisibleAsync();
        if (await authority.Email.IsVisibleAsync()) await authority.SignInAsync(email, password);
        await ExpectConnectedAsync(email, device);
    }

    public Task ExpectConnectedAsync(string email, string? device = null) =>
        Assertions.Expect(Connection(email, device)).ToHaveAttributeAsync("data-status", "connected");

    /// <summary>The API refused the access token, and the refresh was refused for good.</summary>
    public async Task ExpectDisconnectedAsync(string email, string? device = null, float timeout = 60_000)
    {
        var connection = Connection(email, device);
        await Assertions.Expect(connection).ToHaveAttributeAsync("data-status", "disconnected", new() { Timeout = timeout });
        await Assertions.Expect(connection).ToHaveAttributeAsync("data-api-status", "401");
        await Assertions.Expect(connection).ToHaveAttributeAsync("data-refresh-status", "400");
        await Assertions.Expect(connection).ToHaveAttributeAsync("data-refresh-error", "invalid_grant");
    }

    /// <summary>Waits until the app renews its access token: from then on it has the whole lifetime before it.</summary>
    public Task ExpectRefreshedAsync(string email, string? device = null) => Assertions.Expect(Connection(email, device))
        .ToHaveAttributeAsync("data-refresh-status", "200", new() { Timeout = 90_000 });

    /// <summary>When the app last tried.</summary>
    public async Task<DateTimeOffset> CheckedAtAsync(string email) => DateTimeOffset.Parse(
        await Connection(email).GetAttributeAsync("data-checked-at") ?? "", CultureInfo.InvariantCulture);

    /// <summary>Returns when the app has tried once more.</summary>
    public async Task ExpectCheckedAgainAsync(string email)
    {
        var before = await Connection(email).GetAttributeAsync("data-checked-at") ?? "";
        await Assertions.Expect(Connection(email)).Not.ToHaveAttributeAsync("data-checked-at", before);
    }
}
