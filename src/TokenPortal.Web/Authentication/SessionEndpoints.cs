using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using TokenPortal.Web.Authentication.Circuits;

namespace TokenPortal.Web.Authentication;

/// <summary>Where a session begins and ends.</summary>
internal static class SessionEndpoints
{
    public const string SignInPath = "/signin";
    public const string SignOutPath = "/signout";
    public const string SignedOutPath = "/signed-out";
    public const string ReturnUrlParameter = "returnUrl";
    public const string FreshParameter = "fresh";

    public static string ProblemPath(SignInProblem problem) => $"/signin-problem/{problem}".ToLowerInvariant();

    public static void MapSession(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInPath, SignInAsync).AllowAnonymous();
        endpoints.MapPost(SignOutPath, SignOutAsync).AllowAnonymous();
    }

    /// <summary>Only addresses of this site are gone back to: no link leads elsewhere by way of signing in.</summary>
    public static string ReturnAddress(string? returnUrl, PathString pathBase) =>
        returnUrl is ['/', ..] && RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl : $"{pathBase}/";

    private static async Task<IResult> SignInAsync(
        HttpContext context, string? returnUrl, bool? fresh, IConfiguration configuration, ILogger<SignInEvents> logger)
    {
        var properties = new AuthenticationProperties
        {
            RedirectUri = ReturnAddress(returnUrl, context.Request.PathBase),
        };
        if (fresh is true)
            properties = StepUp.Ask(properties, heedsMaxAge: IdentitySettings.PlainAuthority(configuration) is not null);
        try
        {
            await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, properties);
            return Results.Empty;
        }
        catch (Exception exception) when (IssuerFailure.IsUnreachable(exception))
        {
            Log.IssuerUnreachable(
                logger, IdentitySettings.Issuer(configuration), IssuerFailure.Describe(exception));
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context, IAntiforgery antiforgery, LeavingPages leaving, IConfiguration configuration,
        ILogger<SignInEvents> logger)
    {
        // Without the database the session would live on: better to say so than to seem signed out. It comes first, because
        // the form's token belongs to a person, and nobody knows who this is.
        if (context.IsSessionUnknown())
        {
            context.AnswerUnavailable();
            return Results.Empty;
        }

        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();

        await leaving.NoteAsync(context.Request, context.RequestAborted);

        // First here: whatever the issuer does, this session is over.
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        try
        {
            await context.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme);
            return Results.Empty;
        }
        catch (Exception exception) when (IssuerFailure.IsUnreachable(exception))
        {
            Log.IssuerUnreachable(
                logger, IdentitySettings.Issuer(configuration), IssuerFailure.Describe(exception));
            return Results.LocalRedirect($"{context.Request.PathBase}{SignedOutPath}");
        }
    }
}
