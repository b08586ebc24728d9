using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class RemovalQuestionTests
{
    [Fact]
    public void About_ReferenceTokens_PromisesAnEndAtOnce()
    {
        var question = About(app => app);

        Assert.Equal("Remove access for Mail Mate?", question.Title);
        Assert.Contains("This takes effect at once.", question.Happens);
    }

    [Fact]
    public void About_SelfContainedToken_NamesTheTime()
    {
        var question = About(app => app with { ResidualAccessUntil = Apps.Now.AddMinutes(30) });

        Assert.DoesNotContain("This takes effect at once.", question.Happens);
        Assert.Contains(question.Happens, sentence =>
            sentence.Contains("until 3 March 2026, 14:35 UTC (in 30 minutes)", StringComparison.Ordinal));
    }

    [Fact]
    public void About_TokenWithoutEnd_NamesNoTime()
    {
        var question = About(app => app with { ResidualAccessUntil = DateTimeOffset.MaxValue });

        Assert.Contains(question.Happens, sentence => sentence.Contains("without an end date", StringComparison.Ordinal));
        Assert.DoesNotContain(question.Happens, sentence => sentence.Contains("9999", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "It loses its access to your account.")]
    [InlineData(2, "It loses its access to your account on both devices.")]
    [InlineData(3, "It loses its access to your account on all 3 devices.")]
    public void About_Devices_AreCounted(int devices, string sentence) =>
        Assert.Contains(sentence, About(app => app with { RefreshTokens = devices }).Happens);

    [Fact]
    public void About_NoLiveToken_DoesNotClaimToEndOne() => Assert.Contains(
        "It has no access to your account right now, and it will not get any without asking.",
        About(app => app with { RefreshTokens = 0, AccessTokens = 0 }).Happens);

    [Fact]
    public void About_AnyApp_SaysThatCopiesStay() =>
        Assert.Contains("Information that the app has already copied stays with it.", About(app => app).Stays);

    [Fact]
    public void About_SeveralApps_NamesThemAndTheLatestEnd()
    {
        var apps = new[]
        {
            From(Apps.Named("Mail Mate")),
            From(Apps.Named("Notes") with { ResidualAccessUntil = Apps.Now.AddHours(2) }),
            From(Apps.Named("File Vault") with { ResidualAccessUntil = Apps.Now.AddHours(1) }),
        };

        var question = RemovalQuestion.About(apps, "your account", Apps.Now);

        Assert.Equal(["Mail Mate", "Notes", "File Vault"], question.AppNames);
        Assert.Contains(question.Happens, sentence => sentence.Contains("16:05 UTC", StringComparison.Ordinal));
    }

    private static RemovalQuestion About(Func<ConnectedApp, ConnectedApp> change) =>
        RemovalQuestion.About(From(change(Apps.Named("Mail Mate"))), "your account", Apps.Now);

    private static AppCardModel From(ConnectedApp app) =>
        AppCardModel.From(app, new Dictionary<string, ScopeText>(), Apps.Now);
}
