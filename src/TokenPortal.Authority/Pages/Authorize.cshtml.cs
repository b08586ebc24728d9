using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using TokenPortal.Authority.Consents;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Pages;

/// <summary>
/// The authorization endpoint (RFC 6749 section 3.1): sends people to sign in, asks them for consent, and lets the
/// app go on. Apps may post their request too, so only a posted decision has to carry an antiforgery token.
/// </summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AuthorizeModel(
    SignedInPeople people, ConsentStore consents, ConsentRequests wishes, IAntiforgery antiforgery) : PageModel
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public AuthorizationRequest Asked { get; private set; } = null!;

    public ConsentRequest Wish { get; private set; } = null!;

    public Person Person { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        AnswerAsync(Decision.None, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Request.Form.TryGetValue("decision", out var button))
        {
            // Browsers keep the session cookie back from a post of another site, but not from what it leads to.
            return Redirect(new AuthorizationRequest(HttpContext).Address());
        }

        if (!await antiforgery.IsRequestValidAsync(HttpContext))
        {
            return BadRequest();
        }

        return await AnswerAsync(button == "allow" ? Decision.Allow : Decision.Deny, cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(Decision decision, CancellationToken cancellationToken)
    {
        Asked = new AuthorizationRequest(HttpContext);
        if (await people.FindAsync(HttpContext, Asked, cancellationToken) is not { } person)
        {
            return Asked.MustBeSilent
                ? Refuse(Errors.LoginRequired, "The person has to sign in.")
                : Redirect(Asked.SignInAddress());
        }

        Person = person;
        if (decision == Decision.Deny)
        {
            return Refuse(Errors.AccessDenied, "The person did not allow the access.");
        }

        var subject = person.User.Subject;
        if (decision == Decision.None && await MustAskAsync(subject, cancellationToken))
        {
            return Asked.MustBeSilent
                ? Refuse(Errors.ConsentRequired, "The person has to allow the access.")
                : await AskAsync(subject, cancellationToken);
        }

        var identity = UserIdentity.Create(person.User, person.AuthenticatedAt, Asked.Scopes);
        identity.SetAuthorizationId(
            await consents.EnsureAsync(subject, Asked.ClientId, Asked.Scopes, cancellationToken));
        return SignIn(new ClaimsPrincipal(identity), Scheme);
    }

    private async Task<bool> MustAskAsync(string subject, CancellationToken cancellationToken) =>
        Asked.AsksForConsent
        || (!await consents.IsImpliedAsync(Asked.ClientId, cancellationToken)
            && await consents.FindAsync(subject, Asked.ClientId, Asked.Scopes, cancellationToken) is null);

    private async Task<IActionResult> AskAsync(string subject, CancellationToken cancellationToken)
    {
        var allowed = await consents.AllowedScopesAsync(subject, Asked.ClientId, cancellationToken);
        Wish = await wishes.DescribeAsync(Asked.ClientId, Asked.Scopes, allowed, cancellationToken);
        if (Asked.RedirectUri is { } client)
        {
            HttpContext.ContentPolicy().LeadsTo(client);
        }

        return Page();
    }

    private ForbidResult Refuse(string error, string description) => Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        Scheme);

    private enum Decision
    {
        None,
        Allow,
        Deny,
    }
}
