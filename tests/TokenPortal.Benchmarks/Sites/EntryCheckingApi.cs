using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Validation.AspNetCore;
using TokenPortal.Authority.Database;
using TokenPortal.Demo;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>
/// A resource server that shares the authority's database, as OpenIddict offers it: it checks a self-contained token by
/// its signature, and then the entries of token and authorization by itself, without asking the authority.
/// </summary>
internal sealed class EntryCheckingApi : IAsyncDisposable
{
    private readonly WebApplication _application;

    private EntryCheckingApi(WebApplication application) => _application = application;

    public Uri Files => new(new Uri(_application.Urls.Single()), "files");

    public static async Task<EntryCheckingApi> StartAsync(DemoEnvironment demo, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDbContext<AuthorityDbContext>(context => context.UseNpgsql(demo.ConnectionString).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AuthorityDbContext>())
            .AddValidation(validation =>
            {
                validation.SetIssuer(demo.Authority);
                validation.AddAudiences("demo-api");
                validation.EnableTokenEntryValidation();
                validation.EnableAuthorizationEntryValidation();
                validation.UseSystemNetHttp();
                validation.UseAspNetCore();
            });
        builder.Services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        builder.Services.AddAuthorization();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.UseAuthentication();
        application.UseAuthorization();
        application.MapGet("/files", () => "letter.odt").RequireAuthorization();
        await application.StartAsync(cancellationToken);
        return new EntryCheckingApi(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
