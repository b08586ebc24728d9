using Dapper;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.People;

/// <summary>
/// What an operator does about a person at once, as the migrator's login: the portal's own role can do none of it but end
/// sessions. Each call is one transaction, and open pages are told after it.
/// </summary>
public static class Suspension
{
    /// <summary>Keeps a person out and ends all their sessions.</summary>
    /// <param name="reason">Stands in the history, or null.</param>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static Task<SuspensionResult> SuspendAsync(
        string migratorConnectionString, string subject, string? reason, TimeProvider time,
        CancellationToken cancellationToken) =>
        ChangeAsync(migratorConnectionString, SuspensionSql.Suspend, subject, reason, time, cancellationToken);

    /// <summary>Lets a suspended person sign in again. Sessions that were ended stay ended.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static Task<SuspensionResult> RestoreAsync(
        string migratorConnectionString, string subject, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(migratorConnectionString, SuspensionSql.Restore, subject, reason: null, time, cancellationToken);

    /// <summary>Ends all sessions of a person. Gives how many.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static async Task<int> EndSessionsAsync(
        string migratorConnectionString, string subject, TimeProvider time, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(
            migratorConnectionString, SuspensionSql.EndSessions, subject, reason: null, time, cancellationToken);
        return result.SessionsEnded;
    }

    private static async Task<SuspensionResult> ChangeAsync(
        string migratorConnectionString, string sql, string subject, string? reason, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var result = new SuspensionResult(false, false, 0);
        await PortalDatabase.AsMigratorAsync(migratorConnectionString, async connection =>
        {
            var parameters = new { subject, note = reason, now = time.GetUtcNow().UtcDateTime };
            result = await connection.QuerySingleAsync<SuspensionResult>(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
            if (!result.Changed && result.SessionsEnded == 0) return;

            // Committed by now: a page that is told looks at once.
            await connection.ExecuteAsync(
                GrantSql.Notify,
                new { channel = GrantChangeListener.Channel, payloads = new[] { GrantChangeListener.PayloadFor(subject) } });
        }, cancellationToken);
        return result;
    }
}

/// <summary>What a change found and did.</summary>
/// <param name="Known">The person has signed in to the portal before.</param>
/// <param name="Changed">False when it was so already.</param>
public sealed record SuspensionResult(bool Known, bool Changed, int SessionsEnded);
