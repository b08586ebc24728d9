using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Authentication;

/// <summary>What the portal does with the issuer's answers.</summary>
internal sealed class SignInEvents(
    IPeople people, IOptions<PortalOptions> options, IConfiguration configuration, TimeProvider time,
    ILogger<SignInEvents> logger)
{
    public void Attach(OpenIdConnectEvents events)
    {
        var validated = events.OnTokenValidated;
        events.OnTokenValidated = async context =>
        {
            await validated(context);
            await AcceptAsync(context);
        };
        events.OnAccessDenied = context => RefuseAsync(context, SignInProblem.Denied);
        events.OnRemoteFailure = context =>
        {
            var unreachable = IssuerFailure.IsUnreachable(context.Failure);
            Log.SignInFailed(logger, IssuerFailure.Describe(context.Failure));
            return RefuseAsync(context, unreachable ? SignInProblem.Unreachable : SignInProblem.Failed);
        };
    }

    private async Task AcceptAsync(TokenValidatedContext context)
    {
        if (context.Principal?.Identity is not ClaimsIdentity { IsAuthenticated: true } identity) return;

        context.Principal = new ClaimsPrincipal(
            SessionClaims.Reduce(identity, options.Value, IdentitySettings.Issuer(configuration)));
        if (CurrentUser.From(context.Principal, options.Value) is not { } user)
        {
            context.Fail($"The identity token has no claim {options.Value.SubjectClaim} ({PortalOptions.SectionName}:"
                + $"{nameof(PortalOptions.SubjectClaim)}).");
            return;
        }

        if (!IsFreshEnough(context))
        {
            await RefuseAsync(context, SignInProblem.NotFresh);
            return;
        }

        await NoteAsync(context, user);
    }

    private async Task NoteAsync(TokenValidatedContext context, CurrentUser user)
    {
        var roles = context.Principal!.FindAll(options.Value.RoleClaim).Select(claim => claim.Value).ToList();
        try
        {
            var person = new Person(
                user.Subject, user.Email, context.Principal.Identity?.Name, roles,
                LanguageCookie.Read(context.Request)?.Code);
            if (await people.RecordSignInAsync(person, context.HttpContext.RequestAborted))
            {
                await KeepSupportAsync(context, user);
                return;
            }

            Log.SuspendedKeptOut(logger);
            await RefuseAsync(context, SignInProblem.Suspended);
        }
        catch (GrantStoreException exception)
        {
            Log.SignInNotNoted(logger, exception.Failure);
            await RefuseAsync(context, SignInProblem.Database);
        }
    }

    /// <summary>A fresh sign-in of the same person goes on with the support session that it was asked for in.</summary>
    private async Task KeepSupportAsync(TokenValidatedContext context, CurrentUser user)
    {
        if (!StepUp.IsAskedFor(context.Properties)) return;
        var before = await context.HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (before.Principal is not { } principal || SupportClaims.From(principal) is not { } support
            || CurrentUser.From(principal, options.Value)?.Subject != user.Subject)
        {
            return;
        }

        context.Principal = SupportClaims.Put(context.Principal!, context.Properties!, support);
    }

    /// <summary>
    /// An issuer need not heed max_age, so the time is checked here (OpenID Connect Core section 3.1.3.7). One that sends
    /// no time signs people in all the same: what needs a fresh sign-in knows that there is none.
    /// </summary>
    private bool IsFreshEnough(TokenValidatedContext context)
    {
        if (!StepUp.IsAskedFor(context.Properties)) return true;
        if (SessionClaims.AuthenticatedAtOf(context.Principal!) is not { } authenticatedAt)
        {
            Log.NoAuthTime(logger);
            return true;
        }

        var age = time.GetUtcNow() - authenticatedAt;
        if (age <= StepUp.Tolerance) return true;
        Log.NotFresh(logger, age);
        return false;
    }

    private static Task RefuseAsync<TOptions>(HandleRequestContext<TOptions> context, SignInProblem problem)
        where TOptions : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        context.Response.Redirect($"{context.Request.PathBase}{SessionEndpoints.ProblemPath(problem)}");
        return Task.CompletedTask;
    }
}
