using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppSelectionTests
{
    private static readonly AppCardModel Mail = Model(AppStanding.Linked);

    private readonly AppSelection _selection = new();

    public AppSelectionTests() => _selection.Toggle();

    [Theory]
    [InlineData(AppStanding.Linked, true)]
    [InlineData(AppStanding.Unregistered, true)]
    [InlineData(AppStanding.FirstParty, false)]
    [InlineData(AppStanding.RemovedByServer, false)]
    public void Set_Standing_DecidesWhetherItCanBe(AppStanding standing, bool ticked)
    {
        var app = Model(standing);

        _selection.SetAll([app], on: true);

        Assert.Equal(ticked, _selection.Has(app));
    }

    [Fact]
    public void Of_NotInSight_IsNotSelected()
    {
        _selection.Set(Mail, on: true);

        Assert.Empty(_selection.Of([]));
        Assert.Single(_selection.Of([Mail]));
    }

    [Fact]
    public void Close_Ticked_ForgetsIt()
    {
        _selection.Set(Mail, on: true);

        _selection.Toggle();
        Assert.Empty(_selection.Of([Mail]));
        _selection.Toggle();

        Assert.Empty(_selection.Of([Mail]));
    }

    private static AppCardModel Model(AppStanding standing) =>
        AppCardModel.From(Apps.Named("Mail Mate", standing), new FakeScopes().Texts, Apps.Now);
}
