using Microsoft.Extensions.Options;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.History;

/// <summary>What a file of the history is made from.</summary>
internal sealed record ExportSources(
    IAccountHistory History, IScopeCatalog Scopes, IOptions<PortalOptions> Portal, TimeProvider Clock,
    ILogger<HistoryReader> Logger)
{
    public async Task<SentenceTerms> TermsAsync(Viewer viewer, CancellationToken cancellationToken) =>
        new(ServerText.Of(Portal.Value, viewer.Support), await Scopes.GetOrNoneAsync(cancellationToken));
}
