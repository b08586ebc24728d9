using System.Collections.Immutable;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Consents;

/// <summary>The wishes of an authorization request (OpenID Connect Core 1.0 section 3.1.2.1) about people.</summary>
internal sealed class AuthorizationRequest
{
    // Answered once the person comes back from the sign-in page: asked again, they would never end.
    private static readonly string[] AnsweredBySigningIn =
    [
        OpenIddictConstants.Parameters.Prompt,
        OpenIddictConstants.Parameters.MaxAge,
        OpenIddictConstants.Parameters.IdTokenHint,
    ];

    private static readonly string[] FormFields = ["decision", "__RequestVerificationToken"];

    private readonly HttpContext _context;

    private readonly OpenIddictRequest _request;

    public AuthorizationRequest(HttpContext context)
    {
        _context = context;
        _request = context.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("The authorization endpoint was reached past OpenIddict.");
    }

    public string ClientId => _request.ClientId!;

    public ImmutableArray<string> Scopes => _request.GetScopes();

    public Uri? RedirectUri => Uri.TryCreate(_request.RedirectUri, UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>The client wants an answer without any page.</summary>
    public bool MustBeSilent => _request.HasPromptValue(PromptValues.None);

    public bool AsksForConsent => _request.HasPromptValue(PromptValues.Consent);

    /// <summary>The request as the client sent it, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters =>
        (_context.Request.HasFormContentType
            ? _context.Request.Form.AsEnumerable()
            : _context.Request.Query)
        .Where(parameter => !FormFields.Contains(parameter.Key))
        .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()));

    /// <summary>Whether the password has to be entered now although there is a session.</summary>
    public async Task<bool> NeedsFreshSignInAsync(Session session, DateTimeOffset now)
    {
        if (_request.HasPromptValue(PromptValues.Login) || _request.HasPromptValue(PromptValues.SelectAccount))
        {
            return true;
        }

        if (_request.MaxAge is { } seconds && now - session.AuthenticatedAt > TimeSpan.FromSeconds(seconds))
        {
            return true;
        }

        var hint = await _context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return hint.Principal?.GetClaim(Claims.Subject) is { } expected && expected != session.Subject;
    }

    /// <summary>The same request as an address.</summary>
    public string Address() => $"{_context.Request.PathBase}{Routes.Authorize}{new QueryBuilder(Parameters)}";

    /// <summary>The sign-in page, leading back to this request.</summary>
    public string SignInAddress()
    {
        var query = new QueryBuilder(Parameters.Where(parameter => !AnsweredBySigningIn.Contains(parameter.Key)));
        var prompt = _request.GetPromptValues().Except([PromptValues.Login, PromptValues.SelectAccount]);
        if (string.Join(' ', prompt) is { Length: > 0 } left)
        {
            query.Add(OpenIddictConstants.Parameters.Prompt, left);
        }

        var pathBase = _context.Request.PathBase;
        var back = new QueryBuilder { { "returnUrl", $"{pathBase}{Routes.Authorize}{query}" } };
        return $"{pathBase}{Routes.SignIn}{back}";
    }
}
