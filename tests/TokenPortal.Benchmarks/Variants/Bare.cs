using Npgsql;
using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Measuring;

namespace TokenPortal.Benchmarks.Variants;

/// <summary>What PostgreSQL can do at all: one prepared statement over one row by its key.</summary>
internal sealed class Bare(BenchmarkDatabase database) : IAsyncDisposable
{
    public const string LookupName = "bare prepared lookup";
    public const string UpdateName = "bare durable update";
    public const string InsertName = "one token insert";

    private readonly NpgsqlDataSource _lookups = Source(database, "lookup");
    private readonly NpgsqlDataSource _updates = Source(database, "update");
    private readonly NpgsqlDataSource _inserts = Source(database, "insert");

    public Variant Lookup(Targets targets) => new(LookupName, () => RunAsync(
        _lookups, """select "Status" from "OpenIddictAuthorizations" where "Id" = $1""",
        targets.Next().AuthorizationId));

    public Variant Update(Targets targets) => new(UpdateName, () => RunAsync(
        _updates, """update "OpenIddictAuthorizations" set "ConcurrencyToken" = $1 where "Id" = $2""",
        Guid.NewGuid().ToString(), targets.Next().AuthorizationId));

    /// <param name="guarded">Whether the guard is on while this variant has its turn.</param>
    public Variant Insert(Targets targets, string payload, bool guarded) => new(
        guarded ? $"{InsertName}, guarded" : InsertName, () =>
        {
            var target = targets.Next();
            return RunAsync(
                _inserts,
                """
                insert into "OpenIddictTokens" ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type",
                    "CreationDate", "ExpirationDate", "ReferenceId", "Payload", "ConcurrencyToken")
                values ($1, $2, $3, $4, 'valid', 'urn:ietf:params:oauth:token-type:access_token', now(),
                    now() + interval '1 hour', $5, $6, $7)
                """,
                Guid.NewGuid().ToString(), target.ApplicationId, target.AuthorizationId, target.Subject,
                Guid.NewGuid().ToString("N"), payload, Guid.NewGuid().ToString());
        })
    {
        PrepareAsync = () => database.ExecuteAsync(
            $"""alter table "OpenIddictTokens" {(guarded ? "enable" : "disable")} trigger tokenportal_guard"""),
    };

    public async ValueTask DisposeAsync()
    {
        await _lookups.DisposeAsync();
        await _updates.DisposeAsync();
        await _inserts.DisposeAsync();
    }

    private static NpgsqlDataSource Source(BenchmarkDatabase database, string name) =>
        NpgsqlDataSource.Create(Pools.Sized(database.Owner, variant: name, reset: false));

    private static async Task RunAsync(NpgsqlDataSource source, string sql, params string[] values)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        // A pooled connection keeps what it has prepared: only the first call asks the server.
        await command.PrepareAsync();
        await command.ExecuteScalarAsync();
    }
}
