using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class ReceiptCardTests : PortalContext
{
    private static readonly ReceiptModel Receipt = new(
        "id-1", "Access removed for File Vault", "File Vault", "file-vault", Apps.Now,
        "1 consent and 1 refresh token", "Until later.", AtOnce: false, Place: 0);

    [Fact]
    public void Receipt_Shown_SaysWhatWhenAndUntilWhen()
    {
        var card = Show();

        Assert.Equal("Access removed for File Vault", card.Find("h3").TextContent);
        Assert.Equal("Until later.", card.Find("[data-cutoff=lingering]").TextContent);
        Assert.Equal("3 March 2026, 14:05 UTC", card.Find("time").TextContent);
        Assert.Equal(Receipt.Ended, card.Find("[data-ended]").TextContent);
    }

    [Fact]
    public void Receipt_Arriving_TakesTheFocusThatItsCardHad()
    {
        Show();

        JSInterop.VerifyFocusAsyncInvoke();
    }

    [Fact]
    public void Dismiss_Clicked_RaisesTheReceipt()
    {
        ReceiptModel? dismissed = null;

        Show(receipt => dismissed = receipt).Find("[data-action=dismiss]").Click();

        Assert.Same(Receipt, dismissed);
    }

    private IRenderedComponent<ReceiptCard> Show(Action<ReceiptModel>? onDismiss = null) => Render<ReceiptCard>(
        parameters => parameters
            .Add(card => card.Receipt, Receipt)
            .Add(card => card.OnDismiss, receipt => onDismiss?.Invoke(receipt)));
}
