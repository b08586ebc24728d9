using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Authentication;

internal static class AuthenticationExtensions
{
    /// <summary>Signs people in at a plain OpenID Connect issuer or at Microsoft Entra ID: settings decide.</summary>
    public static IServiceCollection AddPortalAuthentication(
        this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                // The cookie's challenge leads to /signin, the one place that turns to the issuer.
                options.DefaultChallengeScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddCookie(FreshCookie.Scheme)
            .AddMicrosoftIdentityWebApp(configuration.GetSection(IdentitySettings.SectionName));

        // Claims keep the names that the issuer gave them. The token handler is taken from these options.
        services.Configure<MicrosoftIdentityOptions>(
            OpenIdConnectDefaults.AuthenticationScheme, options => options.MapInboundClaims = false);
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IConfiguration, IOptions<PortalOptions>>(ConfigureSignIn)
            .Configure<SignInEvents>((options, events) => events.Attach(options.Events));
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionEvents, SessionTickets, IDataProtectionProvider>(ConfigureSession);
        services.AddOptions<CookieAuthenticationOptions>(FreshCookie.Scheme)
            .Configure<SessionEvents, SessionTickets, IDataProtectionProvider>(ConfigureSession)
            .Configure(options => options.CookieManager = new FreshCookie());
        services.AddSingleton<SignInEvents>();
        services.AddSingleton<SessionEvents>();
        services.AddSingleton<SessionTickets>();
        services.AddScoped<CurrentUserSource>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        return services;
    }

    private static void ConfigureSignIn(
        OpenIdConnectOptions options, IConfiguration configuration, IOptions<PortalOptions> portal)
    {
        if (IdentitySettings.PlainAuthority(configuration) is { } authority)
        {
            // Microsoft.Identity.Web takes every authority for Entra: it appends /v2.0 and checks issuers by tenant.
            options.Authority = authority;
            options.TokenValidationParameters.IssuerValidator = null;
            if (new Uri(authority).IsLoopback) options.RequireHttpsMetadata = false;
        }

        options.SignInScheme = FreshCookie.Scheme;
        options.TokenValidationParameters.NameClaimType = SessionClaims.Name;
        options.TokenValidationParameters.RoleClaimType = portal.Value.RoleClaim;
        options.DisableTelemetry = true;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes back by a redirect, so that cookies need no SameSite=None, which plain http cannot have.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.SignedOutRedirectUri = SessionEndpoints.SignedOutPath;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        foreach (var scope in IdentitySettings.Scopes(configuration)) options.Scope.Add(scope);
    }

    // For both schemes of the one cookie: the format must not depend on the scheme's name, as by default it does.
    private static void ConfigureSession(
        CookieAuthenticationOptions options, SessionEvents events, SessionTickets tickets,
        IDataProtectionProvider protection)
    {
        options.Cookie.Name = PrefixedCookies.SessionName;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.TicketDataFormat = new TicketDataFormat(protection.CreateProtector("TokenPortal.Sessions.Cookie"));
        options.SessionStore = tickets;
        options.ExpireTimeSpan = SessionLimits.Absolute;
        options.SlidingExpiration = false;
        options.LoginPath = SessionEndpoints.SignInPath;
        options.ReturnUrlParameter = SessionEndpoints.ReturnUrlParameter;
        events.Attach(options.Events);
    }
}
