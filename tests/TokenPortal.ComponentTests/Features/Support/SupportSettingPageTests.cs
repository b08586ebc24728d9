using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Features.Support;

namespace TokenPortal.ComponentTests.Features.Support;

public sealed class SupportSettingPageTests : SupportContext
{
    [Theory]
    [InlineData(SupportChoice.WithReason)]
    [InlineData(SupportChoice.WhenAllowed)]
    [InlineData(SupportChoice.Never)]
    public void Page_ShowsWhatIsChosen(SupportChoice choice)
    {
        Support.Setting = new SupportSetting(choice, null, IsFixed: false);

        var page = Render<SupportSettingPage>();

        Assert.Equal(
            [choice.ToString()],
            page.FindAll("[data-choice]").Where(radio => radio.HasAttribute("checked"))
                .Select(radio => radio.GetAttribute("data-choice")));
        Assert.Equal(choice == SupportChoice.WhenAllowed ? 1 : 0, page.FindAll("[data-field=allow]").Count);
    }

    [Fact]
    public void Save_OfATime_SavesItAndShowsUntilWhen()
    {
        var page = Render<SupportSettingPage>();

        page.Find("[data-choice=WhenAllowed]").Change("WhenAllowed");
        page.Find("[data-field=allow]").Change("60");
        page.Find("form").Submit();

        Assert.Equal((SupportChoice.WhenAllowed, TimeSpan.FromHours(1)), Support.Saved);
        Assert.Equal(SupportText.Saved, page.Find("[data-message]").TextContent);
        Assert.Equal(SupportText.OpenUntil(Apps.Now.AddHours(1)), page.Find("[data-open-until]").TextContent);
    }

    [Fact]
    public void Save_WithAnOldSignIn_ChangesNothingAndAsksForANewOne()
    {
        Support.Refusals[Operation.ChangeSupportSetting] = Refusal.NeedsFreshSignIn;
        var page = Render<SupportSettingPage>();

        page.Find("[data-choice=Never]").Change("Never");
        page.Find("form").Submit();

        Assert.Null(Support.Saved);
        Assert.Equal(RefusalText.Sentence(Refusal.NeedsFreshSignIn), page.Find("[data-message]").TextContent);
        Assert.Single(page.FindAll("[data-action=sign-in-again]"));
    }

    [Fact]
    public void Setting_ThatTheOperatorFixed_CannotBeChanged()
    {
        Support.Setting = new SupportSetting(SupportChoice.Never, null, IsFixed: true);

        var page = Render<SupportSettingPage>();

        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-action=save]"));
        Assert.Contains(SupportText.SettingFixed, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Supporter_WhoLooks_CannotChangeIt()
    {
        EnterSupport(TimeSpan.FromMinutes(15));

        var page = Render<SupportSettingPage>();

        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-action=save]"));
    }

    [Fact]
    public void Database_AwayAtFirst_CanBeTriedAgain()
    {
        Support.Failure = GrantStoreFailure.NothingChanged;
        var page = Render<SupportSettingPage>();
        Assert.Single(page.FindAll("[data-state=failed]"));

        Support.Failure = null;
        page.Find("[data-state=failed] button").Click();

        page.WaitForElement("[data-form=support-setting]");
    }

    [Theory]
    [InlineData(GrantStoreFailure.NothingChanged)]
    [InlineData(GrantStoreFailure.OutcomeUnknown)]
    public void Database_AwayAtSaving_SaysWhatIsKnown(GrantStoreFailure failure)
    {
        var page = Render<SupportSettingPage>();
        Support.Failure = failure;

        page.Find("form").Submit();

        Assert.NotEqual(SupportText.Saved, page.Find("[data-message]").TextContent);
        Assert.NotEmpty(page.Find("[data-message]").TextContent);
    }
}
