using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using TokenPortal.Core;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>A database and the logins that work with it.</summary>
public sealed class TestDatabase(NpgsqlConnectionStringBuilder superuser)
{
    public string Superuser => superuser.ConnectionString;

    public string Owner => As("server_owner", "owner");

    public string Migrator => As("portal_migrator", "migrator");

    public string Runtime => As("portal", "portal");

    /// <summary>The shipped service, as the run-time role.</summary>
    internal GrantService Service(
        TimeProvider? time = null, string? connectionString = null, CoreOptions? options = null)
    {
        options ??= FirstParty("portal");
        var dataSource = PortalDataSource.Create(connectionString ?? Runtime, options);
        var store = new GrantStore(dataSource, NullLogger<GrantStore>.Instance);
        return new GrantService(
            store,
            new RevocationRunner(
                store, time ?? TimeProvider.System, Options.Create(new SupportOptions()),
                NullLogger<RevocationRunner>.Instance),
            time ?? TimeProvider.System,
            Options.Create(options), NullLogger<GrantService>.Instance);
    }

    internal static CoreOptions FirstParty(params string[] clientIds)
    {
        var options = new CoreOptions();
        foreach (var clientId in clientIds) options.FirstPartyClientIds.Add(clientId);
        return options;
    }

    /// <summary>Opens a connection as the server's owner.</summary>
    public async Task<NpgsqlConnection> OpenAsync(string? connectionString = null)
    {
        var connection = new NpgsqlConnection(connectionString ?? Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await OpenAsync(Kept(Owner));
        return await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Runs a statement as the portal does.</summary>
    public async Task<int> ExecuteAsRuntimeAsync(string sql, object? parameters = null)
    {
        await using var connection = await OpenAsync(Runtime);
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await OpenAsync(Kept(Superuser));
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>Ends the portal's connections to this database, as a restart of PostgreSQL does.</summary>
    public Task CutPortalConnectionsAsync() => QueryAsync<bool>(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tokenportal' and datname = current_database()
        """);

    /// <summary>
    /// Everybody's consents, tokens, devices and history go; people and apps stay. History last: what is deleted before
    /// leaves rows in it.
    /// </summary>
    public Task ForgetGrantsAsync() => QueryAsync<int>(
        """
        delete from "OpenIddictTokens";
        delete from "OpenIddictAuthorizations";
        delete from portal.families;
        delete from portal.uses;
        delete from portal.seen_apps;
        delete from portal.notices;
        delete from portal.history;
        delete from portal.history_chains;
        """);

    /// <summary>Every column of every row of the server's tables, the families and the history, as text: equal means untouched.</summary>
    public Task<List<string>> SnapshotAsync(string where = "true") => QueryAsync<string>(
        $"""
        select row from (
            select 'a ' || to_jsonb(x)::text as row, "Subject" as subject, "ApplicationId" as application
            from "OpenIddictAuthorizations" x
            union all
            select 't ' || to_jsonb(x)::text, "Subject", "ApplicationId" from "OpenIddictTokens" x
            union all
            select 'f ' || to_jsonb(x)::text, subject, application_id from portal.families x
            union all
            select 'h ' || to_jsonb(x)::text, subject, application_id from portal.history x
        ) rows
        where {where}
        order by row
        """);

    // A new connection costs more than most statements of a test do.
    private static string Kept(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = true,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 1,
    }.ConnectionString;

    private string As(string login, string password) => new NpgsqlConnectionStringBuilder(Superuser)
    {
        Username = login,
        Password = password,
    }.ConnectionString;
}
