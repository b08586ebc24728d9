using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>Reads one app with its words and its timeline. An outage is an answer as well: the page shows it.</summary>
public sealed class OneAppReader(
    IAccountApps accountApps, IAccountHistory history, IGrantChanges changes, IScopeCatalog scopes,
    ILogger<OneAppReader> logger)
{
    public const int TimelineLength = 10;

    /// <param name="key">As it stands in the address: anything at all.</param>
    /// <param name="server">What the app has access to, for the sentences of the timeline.</param>
    public async Task<OneAppSnapshot> ReadAsync(
        Caller caller, string key, string server, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Before the app: what changes while it is read makes the stamp differ.
        var stamp = changes.StampFor(caller.Account);
        try
        {
            if (!AppKey.TryParse(key, out var app)) return Nothing(Refusal.NotFound);
            var result = await accountApps.DetailAsync(caller, app, cancellationToken);
            if (result is not AccessResult<AppDetail>.Done { Value: var detail }) return Nothing(result.Refusal);

            var texts = await scopes.GetOrNoneAsync(cancellationToken);
            var timeline = await TimelineAsync(caller, app, new SentenceTerms(server, texts), cancellationToken);
            return new OneAppSnapshot(
                key, OneAppModel.From(detail, texts, now), timeline, stamp, PersonZone.Current.Id, Failed: false);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(logger, exception.Failure);
            return Nothing(null) with { Failed = true };
        }

        OneAppSnapshot Nothing(Refusal? refusal) =>
            new(key, App: null, [], stamp, PersonZone.Current.Id, Failed: false, refusal);
    }

    private async Task<IReadOnlyList<HistoryRowModel>> TimelineAsync(
        Caller caller, AppKey app, SentenceTerms terms, CancellationToken cancellationToken) =>
        await history.ReadAsync(caller, new HistoryFilter(app), before: null, TimelineLength, cancellationToken)
            is AccessResult<HistoryPortion>.Done { Value: var portion }
            ? [.. portion.Entries.Select(entry => HistoryRowModel.From(entry, terms))]
            : [];
}
