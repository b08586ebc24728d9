using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using TokenPortal.Authority.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.SignIn;

/// <summary>The app on whose behalf somebody signs in; the address is one that its registration lists.</summary>
internal sealed record WaitingClient(string DisplayName, Uri RedirectUri, string? LoginHint);

/// <summary>Finds the app behind the address that the sign-in page returns to.</summary>
internal sealed class WaitingClients(IOpenIddictApplicationManager applications)
{
    /// <summary>The app, or null when nobody waits or the address is not what its registration allows.</summary>
    public async Task<WaitingClient?> FindAsync(
        string? returnUrl, PathString pathBase, CancellationToken cancellationToken)
    {
        if (returnUrl?.StartsWith($"{pathBase}{Routes.Authorize}?", StringComparison.Ordinal) is not true)
        {
            return null;
        }

        var query = QueryHelpers.ParseQuery(returnUrl[returnUrl.IndexOf('?', StringComparison.Ordinal)..]);
        if (query.GetValueOrDefault(Parameters.ClientId).ToString() is not { Length: > 0 } clientId
            || !Uri.TryCreate(query.GetValueOrDefault(Parameters.RedirectUri), UriKind.Absolute, out var redirectUri)
            || await applications.FindByClientIdAsync(clientId, cancellationToken) is not { } application
            || !await applications.ValidateRedirectUriAsync(application, redirectUri.OriginalString, cancellationToken))
        {
            return null;
        }

        var name = await applications.GetLocalizedDisplayNameAsync(application, cancellationToken);
        return new WaitingClient(name ?? clientId, redirectUri, query.GetValueOrDefault(Parameters.LoginHint));
    }
}
