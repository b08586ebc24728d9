using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Authentication.Circuits;

namespace TokenPortal.Web.Features.Support;

/// <summary>
/// Where support begins and ends: form posts, which issue a new cookie. Nothing else can turn a sign-in into a support
/// session, or back.
/// </summary>
internal static class SupportEndpoints
{
    public const string Page = "/support";
    public const string StartPath = "/support/start";
    public const string EndPath = "/support/end";
    public const string AskPath = "/support/ask";
    public const string AnswerPath = "/support/answer";
    public const string RequestsPage = "/support/requests";

    public static void MapSupport(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(StartPath, StartAsync).RequireAuthorization();
        endpoints.MapPost(EndPath, EndAsync).RequireAuthorization();
        endpoints.MapPost(AskPath, AskAsync).RequireAuthorization();
        endpoints.MapPost(AnswerPath, AnswerAsync).RequireAuthorization();
    }

    private static async Task<IResult> StartAsync(
        HttpContext context, IAntiforgery antiforgery, ISupport support, LeavingPages leaving,
        IOptions<PortalOptions> options, ILogger<SupportRequest> logger)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        if (Viewer.From(context.User, options.Value) is not { Caller: var caller }) return Results.Unauthorized();

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = Read(form);
        try
        {
            var result = await support.StartAsync(caller, request, CancellationToken.None);
            if (result is not StartResult.Started started) return Refuse(context, request, result);

            await leaving.NoteAsync(context.Request, context.RequestAborted);

            var claims = new SupportClaims(
                started.SupportSessionId, started.Person.Subject,
                started.Person.Name ?? started.Person.Email ?? started.Person.Subject, started.EndsAt);
            await SessionRotation.RotateAsync(context, claims);
            return Results.LocalRedirect($"{context.Request.PathBase}/");
        }
        catch (GrantStoreException exception)
        {
            Log.StartFailed(logger, exception.Failure);
            return BackWith(context, request.Subject, "unavailable");
        }
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, IAntiforgery antiforgery, ISupport support, LeavingPages leaving)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        if (SupportClaims.From(context.User) is not { } claims)
            return Results.LocalRedirect($"{context.Request.PathBase}{Page}");

        await leaving.NoteAsync(context.Request, context.RequestAborted);
        await support.EndAsync(claims.Id, CancellationToken.None);
        await SessionRotation.RotateAsync(context, support: null);
        return Results.LocalRedirect($"{context.Request.PathBase}{Page}");
    }

    private static async Task<IResult> AskAsync(
        HttpContext context, IAntiforgery antiforgery, IBreakGlass breakGlass, IOptions<PortalOptions> options,
        ILogger<SupportRequest> logger)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        if (Viewer.From(context.User, options.Value) is not { Caller: var caller }) return Results.Unauthorized();

        var request = Read(await context.Request.ReadFormAsync(context.RequestAborted));
        if (request.Fault is { } fault) return BackWith(context, request.Subject, ProblemOf(fault));
        try
        {
            var result = await breakGlass.RequestAsync(caller, request, CancellationToken.None);
            return result.Refusal is { } refusal
                ? Refuse(context, request, new StartResult.Refused(refusal))
                : BackWith(context, request.Subject, problem: null);
        }
        catch (GrantStoreException exception)
        {
            Log.StartFailed(logger, exception.Failure);
            return BackWith(context, request.Subject, "unavailable");
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, IAntiforgery antiforgery, IBreakGlass breakGlass, IOptions<PortalOptions> options,
        ILogger<SupportRequest> logger)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        if (Viewer.From(context.User, options.Value) is not { Caller: var caller }) return Results.Unauthorized();

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var approved = form["answer"] == "approve";
        if (!Guid.TryParse(form["id"], out var id) || (!approved && form["answer"] != "refuse"))
            return Results.BadRequest();
        try
        {
            return await breakGlass.AnswerAsync(caller, id, approved, CancellationToken.None) switch
            {
                AccessResult<bool>.Done { Value: true } => RequestsWith(context, problem: null),
                AccessResult<bool>.Done => RequestsWith(context, "too-late"),
                { Refusal: Refusal.NeedsFreshSignIn or Refusal.SignedOut } => RequestsWith(context, "sign-in"),
                _ => Results.StatusCode(StatusCodes.Status403Forbidden),
            };
        }
        catch (GrantStoreException exception)
        {
            Log.StartFailed(logger, exception.Failure);
            return RequestsWith(context, "unavailable");
        }
    }

    private static SupportRequest Read(IFormCollection form) => new(
        form["subject"].ToString(),
        form["reason"].ToString(),
        form["ticket"].ToString().Trim(),
        string.IsNullOrWhiteSpace(form["note"]) ? null : form["note"].ToString().ReplaceLineEndings(" ").Trim(),
        int.TryParse(form["minutes"], out var minutes) ? minutes : 0,
        Guid.TryParse(form["request"], out var id) ? id : null);

    private static IResult Refuse(HttpContext context, SupportRequest request, StartResult result) => result switch
    {
        StartResult.Refused { Reason: Refusal.NoPermission or Refusal.Suspended or Refusal.SignInTimeUnknown } =>
            Results.StatusCode(StatusCodes.Status403Forbidden),
        StartResult.Refused { Reason: Refusal.NeedsFreshSignIn or Refusal.SignedOut } =>
            BackWith(context, request.Subject, problem: null),
        StartResult.Refused { Reason: Refusal.InSupport } => BackWith(context, request.Subject, "in-support"),
        StartResult.Refused => BackWith(context, request.Subject, "not-permitted"),
        StartResult.Invalid invalid =>
            BackWith(context, request.Subject, ProblemOf(invalid.Fault)),
        StartResult.UnknownPerson => BackWith(context, request.Subject, "unknown"),
        StartResult.NotAUser => BackWith(context, request.Subject, "not-a-user"),
        _ => BackWith(context, request.Subject, "closed"),
    };

    private static string ProblemOf(SupportRequestFault fault) => fault.ToString().ToLowerInvariant();

    private static IResult RequestsWith(HttpContext context, string? problem) => Results.LocalRedirect(
        $"{context.Request.PathBase}{RequestsPage}{(problem is null ? "" : $"?problem={problem}")}");

    private static IResult BackWith(HttpContext context, string subject, string? problem)
    {
        var query = QueryString.Create("q", subject);
        if (problem is not null) query = query.Add("problem", problem);
        return Results.LocalRedirect($"{context.Request.PathBase}{Page}{query}");
    }
}
