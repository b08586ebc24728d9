using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Impersonation;

/// <summary>What an operator can do from the command line when no page can be reached, as the run-time role.</summary>
public static class SupportAdministration
{
    /// <summary>Ends a support session. False when none such is running.</summary>
    /// <exception cref="DatabaseException">The database refused or did not answer.</exception>
    public static Task<bool> EndAsync(string connectionString, Guid id, CancellationToken cancellationToken) =>
        RunAsync(connectionString, store => new SupportStore(
            store, TimeProvider.System, Options.Create(new SupportOptions())).EndAsync(
                id, subject: null, "operator", Operator, cancellationToken));

    /// <summary>Takes away the access of all of a person's apps but first-party ones, or of one client.</summary>
    /// <param name="firstPartyClientIds">Never touched, unless named by <paramref name="clientId"/>.</param>
    /// <returns>One receipt for each app that had any.</returns>
    /// <exception cref="DatabaseException">The database refused or did not answer.</exception>
    public static Task<IReadOnlyList<RevokeReceipt>> RevokeAsync(
        string connectionString, string subject, string? clientId, IEnumerable<string> firstPartyClientIds,
        CancellationToken cancellationToken)
    {
        var options = new CoreOptions();
        foreach (var own in firstPartyClientIds) options.FirstPartyClientIds.Add(own);
        return RunAsync(connectionString, async store =>
        {
            var runner = new RevocationRunner(
                store, TimeProvider.System, Options.Create(new SupportOptions()),
                NullLogger<RevocationRunner>.Instance);
            var grants = new GrantService(
                store, runner, TimeProvider.System, Options.Create(options), NullLogger<GrantService>.Instance);
            if (clientId is null) return await grants.RevokeAllAsync(subject, Operator, cancellationToken);

            var receipt = await grants.RevokeClientAsync(subject, clientId, Operator, cancellationToken);
            return receipt is null ? [] : [receipt];
        });
    }

    private static Actor Operator { get; } = new("operator", RevocationReason.Inactive);

    private static async Task<T> RunAsync<T>(string connectionString, Func<GrantStore, Task<T>> action)
    {
        await using var dataSource = PortalDataSource.Create(connectionString, new CoreOptions());
        try
        {
            return await action(new GrantStore(dataSource, NullLogger<GrantStore>.Instance));
        }
        catch (GrantStoreException exception)
        {
            throw new DatabaseException(
                exception.Failure == GrantStoreFailure.NothingChanged
                    ? $"Nothing was changed: {exception.InnerException!.Message}"
                    : "It could not be confirmed; it is safe to try again", exception);
        }
    }
}
