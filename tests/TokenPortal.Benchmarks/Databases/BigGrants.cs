using Npgsql;

namespace TokenPortal.Benchmarks.Databases;

/// <summary>
/// Grants with a long past: 20,000 token rows, of which 50 can still be used; beside each a small one with the usual four.
/// </summary>
internal static class BigGrants
{
    private const int Usable = 50;

    private const string Make = """
        insert into "OpenIddictAuthorizations" (
            "Id", "ApplicationId", "Subject", "Status", "Type", "Scopes", "CreationDate", "ConcurrencyToken")
        select @kind || ' ' || n, benchmark.id('app', n % 200), @kind || ' user ' || n, 'valid', 'permanent',
            '["openid"]', now(), gen_random_uuid()::text
        from generate_series(1, @grants) n;

        insert into "OpenIddictTokens" (
            "Id", "ApplicationId", "AuthorizationId", "Subject", "Type", "Status", "CreationDate", "ExpirationDate",
            "RedemptionDate", "ReferenceId", "Payload", "ConcurrencyToken")
        select gen_random_uuid()::text, benchmark.id('app', n % 200), @kind || ' ' || n, @kind || ' user ' || n,
            case when i % 2 = 0 then 'urn:ietf:params:oauth:token-type:refresh_token'
                else 'urn:ietf:params:oauth:token-type:access_token' end,
            case when i > @usable and i % 2 = 0 then 'redeemed' else 'valid' end,
            now() - i * interval '1 hour',
            case when i > @usable then now() - interval '2 days' - i * interval '1 minute'
                else now() + interval '1 day' end,
            case when i > @usable and i % 2 = 0 then now() - i * interval '1 hour' end,
            gen_random_uuid()::text, left(repeat(md5(n || ' ' || i), 70), 2034), gen_random_uuid()::text
        from generate_series(1, @tokens) i, generate_series(1, @grants) n
        """;

    public static async Task<Targets> MakeAsync(BenchmarkDatabase database, string kind, int grants, int tokens)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set session_replication_role = replica;" + Make, connection)
        {
            CommandTimeout = 0,
        };
        command.Parameters.AddWithValue("kind", kind);
        command.Parameters.AddWithValue("grants", grants);
        command.Parameters.AddWithValue("tokens", tokens);
        command.Parameters.AddWithValue("usable", Math.Min(tokens, Usable));
        await command.ExecuteNonQueryAsync();
        return Targets.Of(await database.QueryAllAsync<Target>(
            """
            select "Subject", "ApplicationId", "Id" as "AuthorizationId" from "OpenIddictAuthorizations"
            where "Subject" like @kind || ' user %' order by "Id"
            """,
            new { kind }));
    }
}
