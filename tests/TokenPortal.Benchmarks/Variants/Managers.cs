using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using TokenPortal.Authority.Database;
using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Measuring;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Benchmarks.Variants;

/// <summary>The same two things as a developer would write them with OpenIddict's managers.</summary>
internal sealed class Managers : IAsyncDisposable
{
    public const string Plain = "managers";
    public const string Prepared = "managers, auto-prepare";

    private const string WriteHistory = """
        insert into portal.history (actor, reason, operation_id, at, subject, kind, application_id, client_id, app_name,
            grants, refresh_tokens, access_tokens)
        values ({0}, 'user', {1}, now(), {0}, 'access_revoked', {2}, {3}, {4}, {5}, 0, {6})
        """;

    private readonly string _name;
    private readonly ServiceProvider _services;

    private Managers(string name, string connectionString)
    {
        _name = name;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<AuthorityDbContext>(context => context.UseNpgsql(connectionString).UseOpenIddict());
        services.AddOpenIddict().AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AuthorityDbContext>());
        _services = services.BuildServiceProvider();
    }

    public static Managers Create(BenchmarkDatabase database, bool autoPrepare)
    {
        var name = autoPrepare ? Prepared : Plain;
        return new Managers(name, Pools.Sized(database.Owner, autoPrepare ? 100 : 0, name));
    }

    public Variant List(Targets targets) => new(_name, () => ListAsync(targets.Next().Subject));

    /// <param name="oneTransaction">
    /// Whether the calls are put into one transaction, or each commits by itself, as it does unless one says otherwise.
    /// </param>
    public Variant Revoke(Targets targets, bool oneTransaction) => new(
        oneTransaction ? $"{_name}, one transaction" : _name, () => RevokeAsync(targets.Next(), oneTransaction));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<List<ListedApp>> ListAsync(string subject)
    {
        await using var scope = _services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var authorizations = scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>();
        var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        var now = TimeProvider.System.GetUtcNow();
        var apps = new List<ListedApp>();
        await foreach (var authorization in authorizations.FindBySubjectAsync(subject))
        {
            if (!await authorizations.HasStatusAsync(authorization, Statuses.Valid)) continue;
            var (refresh, access, last) = (0, 0, (DateTimeOffset?)null);
            var id = (await authorizations.GetIdAsync(authorization))!;
            await foreach (var token in tokens.FindByAuthorizationIdAsync(id))
            {
                var created = await tokens.GetCreationDateAsync(token);
                if (last is null || created > last) last = created;
                if (!await tokens.HasStatusAsync(token, Statuses.Valid)
                    || await tokens.GetExpirationDateAsync(token) <= now) continue;
                var type = await tokens.GetTypeAsync(token);
                if (type == TokenTypeIdentifiers.RefreshToken) refresh++;
                if (type == TokenTypeIdentifiers.AccessToken) access++;
            }

            var applicationId = (await authorizations.GetApplicationIdAsync(authorization))!;
            var application = (await applications.FindByIdAsync(applicationId))!;
            apps.Add(new ListedApp(
                applicationId, await applications.GetDisplayNameAsync(application),
                [.. await authorizations.GetScopesAsync(authorization)],
                await authorizations.GetCreationDateAsync(authorization), last, refresh, access));
        }

        return apps;
    }

    private async Task RevokeAsync(Target target, bool oneTransaction)
    {
        await using var scope = _services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<AuthorityDbContext>();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var authorizations = scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>();
        var tokens = scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>();
        await using var transaction = oneTransaction ? await context.Database.BeginTransactionAsync() : null;
        var (grants, ended) = (0, 0L);
        var found = authorizations.FindAsync(
            target.Subject, target.ApplicationId, Statuses.Valid, type: null, scopes: null);
        foreach (var authorization in await found.ToListAsync())
        {
            if (!await authorizations.TryRevokeAsync(authorization)) continue;
            grants++;
            ended += await tokens.RevokeByAuthorizationIdAsync((await authorizations.GetIdAsync(authorization))!);
        }

        if (grants == 0) throw new InvalidOperationException("Nothing was revoked");
        var application = (await applications.FindByIdAsync(target.ApplicationId))!;
        await context.Database.ExecuteSqlRawAsync(
            WriteHistory,
            target.Subject, Guid.NewGuid(), target.ApplicationId,
            (await applications.GetClientIdAsync(application))!,
            (await applications.GetDisplayNameAsync(application))!, grants, ended);
        if (transaction is not null) await transaction.CommitAsync();
    }

    private sealed record ListedApp(
        string ApplicationId, string? Name, string[] Scopes, DateTimeOffset? GrantedAt, DateTimeOffset? LastActivityAt,
        int RefreshTokens, int AccessTokens);
}
