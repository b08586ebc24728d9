using Microsoft.AspNetCore.Http;
using TokenPortal.OpenIddict.Management;

namespace TokenPortal.OpenIddict.GrantRemoval;

/// <summary>The query of DELETE /api/v2/grants, read and checked.</summary>
/// <param name="ClientId">Null means every app but first-party ones.</param>
internal sealed record GrantRemovalQuery(string UserId, string? ClientId)
{
    internal static readonly string[] Names = ["user_id", "client_id"];

    /// <summary>What is wrong with the query, or null and the query.</summary>
    public static string? TryRead(IQueryCollection query, out GrantRemovalQuery? read)
    {
        read = null;
        if (QueryText.Problem(query, Names) is { } problem) return problem;
        // A name that is misspelt would take away more than was meant.
        if (query.Keys.FirstOrDefault(name => !Names.Contains(name)) is not null)
            return $"Query validation error: only {string.Join(" and ", Names)} can be given";
        if (QueryText.Of(query["user_id"]) is not { } userId) return "Query validation error: 'user_id' is missing";
        if (query.ContainsKey("client_id") && QueryText.Of(query["client_id"]) is null)
            return "Query validation error: 'client_id' is empty";

        read = new GrantRemovalQuery(userId, QueryText.Of(query["client_id"]));
        return null;
    }
}
