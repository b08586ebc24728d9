using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The portal's page of one app.</summary>
public sealed class AppPageObject(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Title => Page.Locator("h1");

    public ILocator Dialog => Page.Locator(".mud-dialog.removal");

    public ILocator Notice => Page.Locator("[data-notice]");

    public ILocator Devices => Page.Locator("[data-device]");

    public ILocator Gone => Page.Locator("[data-gone]");

    private ILocator Confirm => Dialog.Locator("[data-action=confirm]");

    /// <summary>By the app's name in the list, without loading a page.</summary>
    public static async Task<AppPageObject> FollowLinkAsync(ConnectedAppsPageObject apps, string clientId)
    {
        await apps.Card(clientId).Locator("h3 a").ClickAsync();
        await Assertions.Expect(apps.Page.Locator($"[data-app-page='{clientId}']")).ToBeVisibleAsync();
        return new AppPageObject(apps.Page);
    }

    public ILocator Permission(string scope) => Page.Locator($"[data-permission='{scope}']");

    public ILocator Device(string name) => Devices.Filter(new() { HasText = name });

    public async Task AskToRemoveAsync(string scope)
    {
        await Permission(scope).Locator("[data-action=remove-permission]").ClickAsync();
        await Assertions.Expect(Dialog).ToBeVisibleAsync();
    }

    public async Task RemoveAsync(string scope)
    {
        await AskToRemoveAsync(scope);
        await ConfirmAsync();
        await Assertions.Expect(Permission(scope)).ToHaveCountAsync(0);
    }

    public async Task SignOutAsync(string device)
    {
        await Device(device).Locator("[data-action=end-device]").ClickAsync();
        await ConfirmAsync();
        await Assertions.Expect(Device(device)).ToHaveCountAsync(0);
    }

    public async Task KeepAsync()
    {
        await Dialog.Locator("[data-action=keep]").ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    private Task ConfirmAsync() => Confirm.ClickAsync();
}
