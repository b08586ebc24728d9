using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>What to call a device.</summary>
internal static class DeviceText
{
    private static readonly Words Words = new(typeof(DeviceText));

    /// <summary>A browser in words, else what the app called the device.</summary>
    public static string Of(DeviceModel device)
    {
        if (!device.IsFamily) return Words.Text("Older");
        var browser = UserAgentWords.From(device.Name);
        return browser.StartsWith(UserAgentWords.Unknown, StringComparison.Ordinal)
            ? DisplayText.OneLine(device.Name) ?? Words.Text("Unknown")
            : BrowserText.Of(browser);
    }
}
