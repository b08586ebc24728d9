using TokenPortal.Core.Grants;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

internal static class ScopeWords
{
    private static readonly IReadOnlyDictionary<string, ScopeText> None = new Dictionary<string, ScopeText>();

    /// <summary>The descriptions in the reader's language, or none: what is shown matters more than its words.</summary>
    public static async Task<IReadOnlyDictionary<string, ScopeText>> GetOrNoneAsync(
        this IScopeCatalog scopes, CancellationToken cancellationToken)
    {
        try
        {
            return await scopes.GetAsync(Language.Current.Code, cancellationToken);
        }
        catch (GrantStoreException)
        {
            return None;
        }
    }
}
