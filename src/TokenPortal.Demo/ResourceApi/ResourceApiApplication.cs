using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.ResourceApi;

/// <summary>
/// A small API behind the authority. Most of it asks the authority about every token (RFC 7662); /files checks keys
/// only, as many real APIs do, and therefore accepts self-contained tokens until they expire.
/// </summary>
internal static class ResourceApiApplication
{
    public const string ClientId = "demo-api";

    private const string ByIntrospection = OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme;
    private const string ByKeys = JwtBearerDefaults.AuthenticationScheme;

    public static WebApplication Build(ResourceApiOptions options)
    {
        var builder = DemoHost.CreateBuilder(options.Address);
        builder.Services.AddOpenIddict().AddValidation(validation =>
        {
            validation.SetIssuer(options.Authority);
            validation.AddAudiences(ClientId);
            validation.UseIntrospection().SetClientId(ClientId).SetClientSecret(options.ClientSecret);
            validation.UseSystemNetHttp();
            validation.UseAspNetCore();
        });
        builder.Services.AddAuthentication(ByIntrospection).AddJwtBearer(ByKeys, bearer =>
        {
            bearer.Authority = options.Authority.AbsoluteUri;
            bearer.Audience = ClientId;
            bearer.RequireHttpsMetadata = !options.Authority.IsLoopback;
            bearer.MapInboundClaims = false;
            // RFC 9068: an id token is no access token.
            bearer.TokenValidationParameters.ValidTypes = ["at+jwt"];
            bearer.TokenValidationParameters.ClockSkew = TimeSpan.Zero;
        });
        builder.Services.AddAuthorization();

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapResource("/calendar", "calendar.read", ByIntrospection, ["Dentist", "Team lunch", "Parents' evening"]);
        app.MapResource("/contacts", "contacts.read", ByIntrospection, ["Ben", "Sam", "Ada"]);
        app.MapResource("/photos", "files.read", ByIntrospection, ["beach.jpg", "birthday.jpg"]);
        app.MapResource("/mail", "mail.send", ByIntrospection, ["Outbox empty"]);
        app.MapResource("/files", "files.read", ByKeys, ["budget.ods", "letter.odt"]);
        return app;
    }

    private static void MapResource(
        this WebApplication app, string path, string scope, string scheme, IReadOnlyList<string> items) =>
        app.MapGet(path, (HttpContext context) => new ResourceResponse(context.User.GetClaim("sub"), items))
            .RequireAuthorization(new AuthorizationPolicyBuilder(scheme)
                .RequireAuthenticatedUser()
                .RequireAssertion(context => HasScope(context.User, scope))
                .Build());

    // The two ways to check a token name the same claim differently.
    private static bool HasScope(System.Security.Claims.ClaimsPrincipal user, string scope) =>
        user.HasScope(scope) || user.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope));
}

/// <summary>Where the API is, and whom it asks.</summary>
internal sealed record ResourceApiOptions(Uri Address, Uri Authority, string ClientSecret);

internal sealed record ResourceResponse(string? Subject, IReadOnlyList<string> Items);
