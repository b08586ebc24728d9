using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Endpoints;

/// <summary>What browsers are told not to do with the portal's pages.</summary>
internal static class SecurityHeaders
{
    private const int OneYearInSeconds = 365 * 24 * 60 * 60;

    public static HeaderPolicyCollection Policy(IConfiguration configuration) => new HeaderPolicyCollection()
        .AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().Self();
            policy.AddBaseUri().Self();
            policy.AddObjectSrc().None();
            policy.AddFrameAncestors().None();
            // Signing out is a form that the portal answers with a redirect to the issuer.
            policy.AddFormAction().Self().From(IssuerOrigin(configuration));
            policy.AddImgSrc().Self().Data();
            policy.AddScriptSrc().Self().WithNonce();
            // MudBlazor writes style elements and attributes; no user's text goes into any.
            policy.AddStyleSrc().Self().UnsafeInline();
        })
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicySameOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddGeolocation().None();
            policy.AddMicrophone().None();
            policy.AddPayment().None();
            policy.AddUsb().None();
        })
        .AddStrictTransportSecurityMaxAge(OneYearInSeconds)
        .RemoveServerHeader();

    private static string IssuerOrigin(IConfiguration configuration) =>
        new Uri(IdentitySettings.Issuer(configuration)).GetLeftPart(UriPartial.Authority);
}
