using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace TokenPortal.Authority.Server;

/// <summary>
/// The Content-Security-Policy of one answer. Browsers apply form-action to the redirects after a post too,
/// so a page whose form ends at the waiting client has to name that client, and no page names any other.
/// </summary>
internal sealed class ContentPolicy
{
    // OpenIddict's answer for response_mode=form_post submits itself by this script.
    private const string SubmitScript = "document.form.submit();";

    private static readonly string SubmitScriptHash =
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(SubmitScript)));

    private string _formTarget = "";

    private bool _submitsItself;

    /// <summary>Lets the page's forms lead on to the client that waits.</summary>
    public void LeadsTo(Uri redirectUri) => _formTarget = redirectUri.Scheme is "http" or "https"
        ? $" {redirectUri.GetLeftPart(UriPartial.Authority)}"
        : $" {redirectUri.Scheme}:";

    /// <summary>The answer is OpenIddict's own page that posts itself to the client.</summary>
    public void SubmitsItself() => _submitsItself = true;

    public override string ToString()
    {
        var script = _submitsItself ? $"script-src 'sha256-{SubmitScriptHash}'; " : "";
        return $"default-src 'none'; style-src 'self'; img-src 'self'; {script}form-action 'self'{_formTarget}; "
            + "base-uri 'none'; frame-ancestors 'none'";
    }
}

/// <summary>Sends the security headers with every answer.</summary>
internal static class SecurityHeaders
{
    public static ContentPolicy ContentPolicy(this HttpContext context) =>
        context.Features.GetRequiredFeature<ContentPolicy>();

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Features.Set(new ContentPolicy());
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = context.ContentPolicy().ToString();
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
