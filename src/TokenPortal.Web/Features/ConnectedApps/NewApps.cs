using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Notes which apps a person knows.</summary>
public sealed class NewApps(IAccountApps accountApps, ILogger<NewApps> logger)
{
    /// <returns>Why it was not noted, in words, or null.</returns>
    public Task<string?> KnowAsync(Caller caller, AppCardModel app) => TryAsync(() =>
        AppKey.TryParse(app.Key, out var key)
            ? accountApps.DismissNewAsync(caller, key, CancellationToken.None)
            : Task.FromResult<AccessResult<bool>>(new AccessResult<bool>.Done(false)));

    /// <param name="readAt">When the list was read that the person looked at.</param>
    /// <returns>As <see cref="KnowAsync"/>.</returns>
    public Task<string?> KnowAllAsync(Caller caller, DateTimeOffset readAt) =>
        TryAsync(() => accountApps.DismissAllNewAsync(caller, readAt, CancellationToken.None));

    private async Task<string?> TryAsync(Func<Task<AccessResult<bool>>> dismiss)
    {
        try
        {
            return (await dismiss()).Refusal is { } refusal ? RefusalText.Sentence(refusal) : null;
        }
        catch (GrantStoreException exception)
        {
            Log.DismissalFailed(logger, exception.Failure);
            return NewAppsText.NotNoted;
        }
    }
}
