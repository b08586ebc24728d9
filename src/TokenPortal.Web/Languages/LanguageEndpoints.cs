using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Languages;

/// <summary>Where a language is chosen: a form post that works on every page, with a circuit or without.</summary>
internal static class LanguageEndpoints
{
    public const string Path = "/language";
    public const string LanguageField = "language";
    public const string ReturnField = "returnUrl";

    public static void MapLanguages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, ChooseAsync).AllowAnonymous();

    private static async Task<IResult> ChooseAsync(
        HttpContext context, IAntiforgery antiforgery, IPeople people, IOptions<PortalOptions> options,
        ILogger<Language> logger)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Language.Find(form[LanguageField]) is not { } language) return Results.BadRequest();

        LanguageCookie.Write(context.Response, language);
        // In a support session too it is the language of the one who looks.
        if (CurrentUser.From(context.User, options.Value) is { } user)
            await NoteAsync(people, user.Subject, language, logger, context.RequestAborted);
        return Results.LocalRedirect(SessionEndpoints.ReturnAddress(form[ReturnField], context.Request.PathBase));
    }

    private static async Task NoteAsync(
        IPeople people, string subject, Language language, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await people.ChooseLanguageAsync(subject, language.Code, cancellationToken);
        }
        catch (GrantStoreException exception)
        {
            // Pages are in the new language all the same; mails follow at the next sign-in.
            Log.LanguageNotNoted(logger, exception.Failure);
        }
    }
}
