using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;

namespace TokenPortal.Web.Authentication;

/// <summary>What the portal does with the issuer's answers.</summary>
internal sealed class SignInEvents(
    IPeople people, IOptions<PortalOptions> options, IConfiguration configuration, ILogger<SignInEvents> logger)
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

        var roles = context.Principal.FindAll(options.Value.RoleClaim).Select(claim => claim.Value).ToList();
        try
        {
            await people.RecordSignInAsync(
                new Person(user.Subject, user.Email, context.Principal.Identity?.Name, roles),
                context.HttpContext.RequestAborted);
        }
        catch (GrantStoreException exception)
        {
            // Whoever cannot be noted has no special rights, and still may see the page that says what is wrong.
            Log.SignInNotNoted(logger, IssuerFailure.Describe(exception));
        }
    }

    private static Task RefuseAsync<TOptions>(HandleRequestContext<TOptions> context, SignInProblem problem)
        where TOptions : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        context.Response.Redirect($"{context.Request.PathBase}{SessionEndpoints.ProblemPath(problem)}");
        return Task.CompletedTask;
    }
}
