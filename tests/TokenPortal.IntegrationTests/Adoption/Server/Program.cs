using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<ServerContext>(options => options
    .UseNpgsql(builder.Configuration.GetConnectionString("Server"))
    .UseOpenIddict());
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddCookie(options => options.LoginPath = "/login");
// As many servers have it: whatever says nothing else is for people who signed in.
builder.Services.AddAuthorization(options => options.FallbackPolicy =
    new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
builder.Services.AddOpenIddict()
    .AddCore(options => options.UseEntityFrameworkCore().UseDbContext<ServerContext>())
    .AddServer(options =>
    {
        options.SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetIntrospectionEndpointUris("connect/introspect")
            .SetRevocationEndpointUris("connect/revoke");
        options.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        options.RegisterScopes(Scopes.Profile, "mail.read");
        options.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        options.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .DisableTransportSecurityRequirement();
    });

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<ServerContext>().Database.EnsureCreatedAsync();
    await Seed.ClientsAsync(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>());
}

app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/login", async (string returnUrl, HttpContext context) =>
{
    // Whoever comes is Mia.
    var identity = new ClaimsIdentity([new Claim("person", "person:mia")], "login");
    await context.SignInAsync(new ClaimsPrincipal(identity));
    return Results.LocalRedirect(returnUrl);
}).AllowAnonymous();
app.MapMethods("/connect/authorize", ["GET", "POST"], async (
    HttpContext context, IOpenIddictApplicationManager applications, IOpenIddictAuthorizationManager authorizations) =>
{
    var person = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    if (!person.Succeeded)
        return Results.Challenge(
            new AuthenticationProperties { RedirectUri = context.Request.PathBase + context.Request.Path + context.Request.QueryString },
            [CookieAuthenticationDefaults.AuthenticationScheme]);

    var request = context.GetOpenIddictServerRequest()!;
    var subject = person.Principal!.FindFirst("person")!.Value;
    var application = (await applications.FindByClientIdAsync(request.ClientId!))!;
    var client = (await applications.GetIdAsync(application))!;
    var identity = new ClaimsIdentity("server", Claims.Name, Claims.Role);
    identity.SetClaim(Claims.Subject, subject).SetClaim(Claims.Name, "Mia").SetScopes(request.GetScopes());
    identity.SetDestinations(static _ => [Destinations.AccessToken, Destinations.IdentityToken]);
    var authorization = await authorizations.FindAsync(
            subject, client, Statuses.Valid, AuthorizationTypes.Permanent, identity.GetScopes()).FirstOrDefaultAsync()
        ?? await authorizations.CreateAsync(identity, subject, client, AuthorizationTypes.Permanent, identity.GetScopes());
    identity.SetAuthorizationId(await authorizations.GetIdAsync(authorization));
    return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}).AllowAnonymous();
app.MapPost("/connect/token", async (HttpContext context) =>
{
    var request = context.GetOpenIddictServerRequest()!;
    if (!request.IsClientCredentialsGrantType())
    {
        var granted = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return Results.SignIn(granted.Principal!, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    var identity = new ClaimsIdentity("server");
    identity.SetClaim(Claims.Subject, request.ClientId).SetScopes(request.GetScopes());
    return Results.SignIn(
        new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}).AllowAnonymous();
app.Run();

/// <summary>The server's own context, with OpenIddict's entities in it.</summary>
public sealed class ServerContext(DbContextOptions<ServerContext> options) : DbContext(options);

internal static class Seed
{
    public static async Task ClientsAsync(IOpenIddictApplicationManager applications)
    {
        if (await applications.FindByClientIdAsync("mail") is not null) return;
        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = "mail",
            ClientSecret = "mail-secret",
            DisplayName = "Mail",
            RedirectUris = { new Uri("http://localhost/mail") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                Permissions.Endpoints.Introspection, Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Prefixes.Scope + "mail.read",
            },
        });
        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = "operations",
            ClientSecret = "operations-secret",
            Permissions =
            {
                Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials,
                Permissions.Prefixes.Scope + "read:device_credentials",
                Permissions.Prefixes.Scope + "delete:device_credentials",
            },
        });
    }
}
