using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Features.OneApp;

/// <summary>What can be taken away on the page of an app, and how each answer reads.</summary>
public sealed class OneAppActionTests : OneAppContext
{
    private const string Device = "[data-device='dcr_0000000000000001'] [data-action=end-device]";

    public static TheoryData<RevokeResult, string> PermissionAnswers => new()
    {
        { new RevokeResult.NothingToRevoke(), "did not have this permission any more" },
        { new RevokeResult.NotFound(), "did not have this permission any more" },
        { new RevokeResult.FirstParty(), "cannot be removed here" },
        { new RevokeResult.NotOffered(), "does not support taking single permissions" },
        { new RevokeResult.Mandatory(), "cannot work without" },
    };

    public static TheoryData<RevokeResult, string> DeviceAnswers => new()
    {
        { new RevokeResult.NothingToRevoke(), "had no access on that device any more" },
        { new RevokeResult.NotFound(), "had no access on that device any more" },
        { new RevokeResult.FirstParty(), "cannot be removed here" },
        { new RevokeResult.NotOffered(), "does not support taking single permissions or devices" },
    };

    [Fact]
    public void RemovePermission_Clicked_SaysWhatWillAndWillNotHappen()
    {
        Change(app => app with { ResidualAccessUntil = Apps.Now.AddMinutes(30) });
        var page = Open();

        Ask(page, Permission("calendar.read"));

        Assert.Equal("Remove “See your calendar” from Mail Mate?", page.Find(".removal h2").TextContent);
        var happens = page.Find(".happens").TextContent;
        Assert.Contains("All passes that it holds right now end", happens, StringComparison.Ordinal);
        Assert.Contains("gets only what is left", happens, StringComparison.Ordinal);
        Assert.Contains("until 3 March 2026, 14:35 UTC (in 30 minutes)", happens, StringComparison.Ordinal);
        Assert.Contains("stays signed in", page.Find(".stays").TextContent, StringComparison.Ordinal);
        Assert.Equal("Remove permission", page.Find("[data-action=confirm]").TextContent.Trim());
        Assert.Equal(0, Grants.Narrowings);
    }

    [Fact]
    public void RemovePermission_ToComeBack_SaysThatItCanRenewOnceMore()
    {
        Change(app => app with { Scopes = ["openid", "offline_access"] });
        var page = Open();

        Ask(page, Permission("offline_access"));

        Assert.Contains("renew its access once more at most", page.Find(".happens").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("stays signed in", page.Find(".stays").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RemovePermission_Confirmed_TakesTheRowAndSaysSo()
    {
        var page = Open();

        AskAndConfirm(page, Permission("calendar.read"));

        var notice = page.WaitForElement("[data-notice]").TextContent.Trim();
        Assert.Equal(
            "Mail Mate no longer has the permission “See your calendar”. All passes that it held have ended.", notice);
        Assert.Equal(notice, page.Find("[role=status][data-announcement]").TextContent);
        Assert.Empty(page.FindAll("[data-permission='calendar.read']"));
        Assert.Empty(page.FindAll(".removal"));
    }

    [Theory]
    [InlineData(30, "until 3 March 2026, 14:35 UTC (in 30 minutes)")]
    [InlineData(null, "without an end date")]
    public void RemovePermission_SelfContainedPass_NamesUntilWhen(int? minutes, string expected)
    {
        Change(app => app with
        {
            ResidualAccessUntil = minutes is { } left ? Apps.Now.AddMinutes(left) : DateTimeOffset.MaxValue,
        });
        var page = Open();

        AskAndConfirm(page, Permission("calendar.read"));

        Assert.Contains(expected, page.WaitForElement("[data-notice]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PermissionAnswers))]
    public void RemovePermission_OtherAnswer_IsSaidInWords(RevokeResult result, string expected)
    {
        var page = Open();
        Grants.Narrowed = result;

        AskAndConfirm(page, Permission("calendar.read"));

        Assert.Contains(expected, page.WaitForElement("[data-notice]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-permission='calendar.read']"));
    }

    [Theory]
    [InlineData(Refusal.ReadOnly, "Nothing was changed.")]
    [InlineData(Refusal.SignedOut, "Sign in again")]
    public void RemovePermission_Refused_SaysWhyInTheDialog(Refusal reason, string expected)
    {
        var page = Open();
        Grants.Narrowed = new RevokeResult.Refused(reason);

        AskAndConfirm(page, Permission("calendar.read"));

        Assert.Contains(expected, page.WaitForElement("[role=alert] [data-problem]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GrantStoreFailure.NothingChanged, "Nothing was changed. Please try again.")]
    [InlineData(GrantStoreFailure.OutcomeUnknown, "safe to try again")]
    public void RemovePermission_DatabaseFails_SaysWhatIsTrueAndCanBeTriedAgain(GrantStoreFailure failure, string message)
    {
        var page = Open();
        Ask(page, Permission("calendar.read"));
        Grants.Failure = failure;

        page.Find("[data-action=confirm]").Click();
        Assert.Contains(message, page.WaitForElement("[data-problem]").TextContent, StringComparison.Ordinal);
        Grants.Failure = null;
        page.Find("[data-action=confirm]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-permission='calendar.read']")));
    }

    [Fact]
    public void RemovePermission_Kept_ChangesNothing()
    {
        var page = Open();
        Ask(page, Permission("calendar.read"));

        page.Find("[data-action=keep]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".removal")));
        Assert.Equal(0, Grants.Narrowings);
    }

    [Fact]
    public void RemovePermission_ClickedTwiceAtOnce_AsksAndRemovesOnce()
    {
        var page = Open();
        var button = page.Find(Permission("calendar.read"));
        button.Click();
        button.Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".removal")));
        Grants.Gate = new TaskCompletionSource();
        var confirm = page.Find("[data-action=confirm]");

        confirm.Click();
        confirm.Click();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-action=confirm]").GetAttribute("aria-disabled")));
        Grants.Gate.SetResult();

        page.WaitForElement("[data-notice]");
        Assert.Equal(1, Grants.Narrowings);
    }

    [Fact]
    public void EndDevice_Confirmed_TakesTheRowAndLeavesTheOthers()
    {
        var page = Open();
        Ask(page, Device);
        Assert.Equal("Sign out Ann's phone from Mail Mate?", page.Find(".removal h2").TextContent);
        Assert.Contains("On other devices it keeps its access", page.Find(".stays").TextContent, StringComparison.Ordinal);

        page.Find("[data-action=confirm]").Click();

        Assert.Equal("Mail Mate is signed out: Ann's phone.", page.WaitForElement("[data-notice]").TextContent.Trim());
        Assert.Equal("Firefox on Windows", page.Find("[data-device] h3").TextContent);
        Assert.Single(page.FindAll("[data-device]"));
    }

    [Theory]
    [MemberData(nameof(DeviceAnswers))]
    public void EndDevice_OtherAnswer_IsSaidInWords(RevokeResult result, string expected)
    {
        var page = Open();
        Grants.Narrowed = result;

        AskAndConfirm(page, Device);

        Assert.Contains(expected, page.WaitForElement("[data-notice]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-device]").Count);
    }

    [Fact]
    public void Notice_PutAway_IsGone()
    {
        var page = Open();
        AskAndConfirm(page, Device);
        page.WaitForElement("[data-notice]");

        page.Find("[data-notice] button").Click();

        Assert.Empty(page.FindAll("[data-notice]"));
    }

    [Fact]
    public void RemoveApp_Confirmed_ShowsTheReceiptAndTheWayBack()
    {
        var page = Open();

        AskAndConfirm(page, "[data-action=remove]");

        var receipt = page.WaitForElement("[data-receipt=mail-mate]");
        Assert.Contains("1 consent, 2 refresh tokens and 1 access token", receipt.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(
            "Access removed for Mail Mate", page.Find("[data-announcement]").TextContent, StringComparison.Ordinal);
        Assert.Equal("./", page.Find("[data-action=back]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-app-page], [data-gone], [data-action=dismiss]"));
    }

    [Fact]
    public async Task RemoveApp_HintAfterwards_LeavesTheReceipt()
    {
        var page = Open();
        AskAndConfirm(page, "[data-action=remove]");
        page.WaitForElement("[data-receipt]");

        await Changes.HintAsync();

        Assert.Single(page.FindAll("[data-receipt]"));
        Assert.StartsWith(
            "Access removed for Mail Mate", page.Find("[data-announcement]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RemoveApp_AlreadyDoneInAnotherTab_SaysThatItIsGone()
    {
        var page = Open();
        Ask(page, "[data-action=remove]");
        Grants.Apps.Clear();

        page.Find("[data-action=confirm]").Click();

        page.WaitForElement("[data-gone]");
    }
}
