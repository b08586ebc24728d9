using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The portal's list of connected apps.</summary>
public sealed class ConnectedAppsPageObject(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Cards => Page.Locator("article[data-app]");

    public ILocator Dialog => Page.Locator(".removal");

    public ILocator Problem => Dialog.Locator("[data-problem]");

    public ILocator Notice => Page.Locator("[data-notice]");

    /// <summary>Lies over the page while it has no connection.</summary>
    public ILocator Reconnecting => Page.Locator("#components-reconnect-modal");

    /// <summary>What stands in the list's place when it could not be read.</summary>
    private ILocator Confirm => Dialog.Locator("[data-action=confirm]");

    public ILocator Card(string clientId) => Page.Locator($"article[data-app='{clientId}']");

    public ILocator Receipt(string clientId) => Page.Locator($"[data-receipt='{clientId}']");

    /// <summary>The sentence about until when access can linger.</summary>
    public ILocator CutOff(string clientId) => Receipt(clientId).Locator("[data-cutoff]");

    /// <summary>Clicks reach the server only once the circuit is there.</summary>
    public Task WaitUntilLiveAsync() => Assertions.Expect(Page.Locator("[data-live=true]")).ToBeAttachedAsync();

    public async Task AskToRemoveAsync(string clientId)
    {
        await Card(clientId).Locator("[data-action=remove]").ClickAsync();
        await Assertions.Expect(Dialog).ToBeVisibleAsync();
    }

    public async Task OpenDetailsAsync(string clientId)
    {
        var details = Card(clientId).Locator("details");
        await details.Locator("summary").ClickAsync();
        await Assertions.Expect(details.Locator("dl")).ToBeVisibleAsync();
    }

    public Task ConfirmAsync() => Confirm.ClickAsync();

    public Task ConfirmTwiceAsync() => Confirm.DblClickAsync();

    public async Task RemoveAsync(string clientId)
    {
        await AskToRemoveAsync(clientId);
        await ConfirmAsync();
        await Assertions.Expect(Receipt(clientId)).ToBeVisibleAsync();
    }

    public async Task KeepAsync()
    {
        await Dialog.Locator("[data-action=keep]").ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    public Task SignOutAsync() => Page.Locator("[data-action=sign-out]").ClickAsync();
}
