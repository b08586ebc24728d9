using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using TokenPortal.Authority.Database;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Consents;

/// <summary>A person's lasting agreement to a client, as OpenIddict's permanent authorizations.</summary>
internal sealed class ConsentStore(
    AuthorityDbContext database,
    IOpenIddictApplicationManager applications,
    IOpenIddictAuthorizationManager authorizations)
{
    /// <summary>Whether the operator decided for everybody: its own apps never ask.</summary>
    public async Task<bool> IsImpliedAsync(string clientId, CancellationToken cancellationToken) =>
        await applications.HasConsentTypeAsync(
            await FindApplicationAsync(clientId, cancellationToken), ConsentTypes.Implicit, cancellationToken);

    /// <summary>The id of a valid authorization that covers all of <paramref name="scopes"/>, or null.</summary>
    public async Task<string?> FindAsync(
        string subject, string clientId, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        var application = await ApplicationIdAsync(clientId, cancellationToken);
        var authorization = await authorizations
            .FindAsync(subject, application, Statuses.Valid, AuthorizationTypes.Permanent, scopes, cancellationToken)
            .FirstOrDefaultAsync(cancellationToken);
        return authorization is null ? null : await authorizations.GetIdAsync(authorization, cancellationToken);
    }

    /// <summary>The authorization that covers <paramref name="scopes"/>, made if there is none.</summary>
    public async Task<string> EnsureAsync(
        string subject, string clientId, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        var application = await ApplicationIdAsync(clientId, cancellationToken);

        // A double click on Allow must not leave two authorizations: the second waits here, then finds the first's.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtext({subject}), hashtext({application}))", cancellationToken);
        if (await FindAsync(subject, clientId, scopes, cancellationToken) is { } existing)
        {
            return existing;
        }

        var created = await authorizations.CreateAsync(
            new ClaimsIdentity(), subject, application, AuthorizationTypes.Permanent, scopes, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await authorizations.GetIdAsync(created, cancellationToken)
            ?? throw new InvalidOperationException("The new authorization has no id.");
    }

    /// <summary>The scopes that a person already allows a client, over all its valid authorizations.</summary>
    public async Task<IReadOnlySet<string>> AllowedScopesAsync(
        string subject, string clientId, CancellationToken cancellationToken)
    {
        var application = await ApplicationIdAsync(clientId, cancellationToken);
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var authorization in authorizations.FindAsync(
            subject, application, Statuses.Valid, AuthorizationTypes.Permanent, scopes: null, cancellationToken))
        {
            allowed.UnionWith(await authorizations.GetScopesAsync(authorization, cancellationToken));
        }

        return allowed;
    }

    private async Task<object> FindApplicationAsync(string clientId, CancellationToken cancellationToken) =>
        await applications.FindByClientIdAsync(clientId, cancellationToken)
        ?? throw new InvalidOperationException("The client of a request that OpenIddict accepted has no registration.");

    private async Task<string> ApplicationIdAsync(string clientId, CancellationToken cancellationToken) =>
        await applications.GetIdAsync(await FindApplicationAsync(clientId, cancellationToken), cancellationToken)
        ?? throw new InvalidOperationException("The client has no id.");
}
