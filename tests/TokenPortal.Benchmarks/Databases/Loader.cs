using Npgsql;

namespace TokenPortal.Benchmarks.Databases;

/// <summary>
/// Fills the server's tables, always with the same rows: 200 applications, five authorizations for each user, four
/// tokens for each authorization. Rows stand in the order in which a server would have written them, so that what
/// belongs to one user is spread over the table.
/// </summary>
internal static class Loader
{
    public const int AppsPerUser = 5;
    public const int Applications = 200;

    // Payloads as long as the authority's: an encrypted access token, and a refresh token. Random, as ciphertext is.
    private const int AccessPayload = 2034;
    private const int RefreshPayload = 2664;

    private const string Functions = """
        create schema if not exists benchmark;
        create or replace function benchmark.id(kind text, n bigint) returns text language sql immutable parallel safe
            as $$ select md5(kind || ' ' || n::text)::uuid::text $$;
        create or replace function benchmark.app_of(n bigint, users bigint) returns text
            language sql immutable parallel safe
            as $$ select benchmark.id('app', (n % users * 7 + n / users * 41) % 200) $$;
        create sequence if not exists benchmark.next_revoke;
        """;

    private const string LoadApplications = """
        insert into "OpenIddictApplications" (
            "Id", "ClientId", "DisplayName", "ClientType", "ConsentType", "ApplicationType", "ConcurrencyToken",
            "Permissions", "Properties", "RedirectUris")
        select benchmark.id('app', n), 'client-' || n, 'Application ' || n, 'confidential', 'explicit', 'web',
            gen_random_uuid()::text, repeat('"ept:token",', 20),
            '{"publisher":"Publisher ' || n || '","homepage":"https://app' || n || '.example/"}',
            '["https://app' || n || '.example/callback"]'
        from generate_series(0, @applications - 1) n
        """;

    private const string LoadAuthorizations = """
        insert into "OpenIddictAuthorizations" (
            "Id", "ApplicationId", "Subject", "Status", "Type", "Scopes", "CreationDate", "ConcurrencyToken")
        select benchmark.id('authorization', n), benchmark.app_of(n, @users), benchmark.id('user', n % @users), 'valid',
            'permanent', '["openid","profile","email","offline_access","calendar.read","calendar.write"]',
            now() - interval '90 days' + n * interval '90 days' / @authorizations, gen_random_uuid()::text
        from generate_series(0, @authorizations - 1) n
        """;

    // The age of a token decides what became of it: 0 is the newest refresh token, 1 its access token, 2 the refresh
    // token before, 3 what else a sign-in leaves: an id token, an access token that expired or one that was revoked.
    private const string LoadTokens = """
        insert into "OpenIddictTokens" (
            "Id", "ApplicationId", "AuthorizationId", "Subject", "Type", "Status", "CreationDate", "ExpirationDate",
            "RedemptionDate", "ReferenceId", "Payload", "ConcurrencyToken")
        select benchmark.id('token ' || @age, n), benchmark.app_of(n, @users), benchmark.id('authorization', n),
            benchmark.id('user', n % @users),
            case when @age in (0, 2) then 'urn:ietf:params:oauth:token-type:refresh_token'
                when @age = 1 or n % 3 > 0 then 'urn:ietf:params:oauth:token-type:access_token'
                else 'urn:ietf:params:oauth:token-type:id_token' end,
            case when @age = 2 then 'redeemed' when @age = 3 and n % 3 = 2 then 'revoked' else 'valid' end,
            now() - @age * interval '1 hour',
            case when @age < 2 then now() + interval '1 year' when @age = 2 then now() + interval '13 days'
                else now() - interval '2 days' end,
            case when @age = 2 then now() - interval '1 hour' end,
            case when @age < 3 or n % 3 > 0 then encode(sha256(convert_to(@age || ' ' || n, 'UTF8')), 'base64') end,
            case when @age < 3 or n % 3 > 0 then encode(substring(@pool from 1 + (n * 7919 % 90000)::int
                for case when @age in (0, 2) then @refresh else @access end / 2), 'hex') end,
            gen_random_uuid()::text
        from generate_series(0, @authorizations - 1) n
        """;

    private const string LoadPortal = """
        insert into portal.people (subject, roles, first_signed_in_at, last_signed_in_at)
        select benchmark.id('user', n), '{}', now(), now() from generate_series(0, @users - 1) n;
        insert into portal.uses (subject, application_id, family_id, last_used_at)
        select benchmark.id('user', n % @users), benchmark.app_of(n, @users), 'dcr_' || n, now()
        from generate_series(0, @authorizations - 1) n
        """;

    // Indexes are built faster than they are kept.
    private const string Indexes = """
        select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
        from pg_index i
        where i.indrelid in ('"OpenIddictTokens"'::regclass, '"OpenIddictAuthorizations"'::regclass)
            and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
        """;

    public static string Mark(int authorizations) => $"benchmark 3, {authorizations} authorizations";

    public static async Task LoadAsync(BenchmarkDatabase database, int authorizations)
    {
        await database.ExecuteAsync(Functions);
        var indexes = await database.QueryAllAsync<(string Name, string Definition)>(Indexes);
        foreach (var (name, _) in indexes) await database.ExecuteAsync($"drop index {name}");

        await using (var connection = new NpgsqlConnection(database.Superuser))
        {
            await connection.OpenAsync();
            // Neither guard nor foreign keys: the rows fit together by the way they are made.
            await ExecuteAsync(connection, "set session_replication_role = replica", authorizations);
            // Ciphertext does not get smaller: trying takes longer than all the rest.
            await ExecuteAsync(connection, Storage("external"), authorizations);
            await ExecuteAsync(connection, LoadApplications, authorizations);
            await ExecuteAsync(connection, LoadAuthorizations, authorizations);
            for (var age = 3; age >= 0; age--) await ExecuteAsync(connection, LoadTokens, authorizations, age);
            await ExecuteAsync(connection, Storage("extended"), authorizations);
            await ExecuteAsync(connection, LoadPortal, authorizations);
        }

        foreach (var (_, definition) in indexes) await database.ExecuteAsync(definition);
        await database.ExecuteAsync("vacuum (analyze);");
    }

    private static string Storage(string kind) =>
        $"""alter table "OpenIddictTokens" alter column "Payload" set storage {kind}""";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, long authorizations, int age = 0)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        var pool = new byte[100_000];
        new Random(1).NextBytes(pool);
        command.Parameters.AddWithValue("authorizations", authorizations);
        command.Parameters.AddWithValue("users", authorizations / AppsPerUser);
        command.Parameters.AddWithValue("applications", Applications);
        command.Parameters.AddWithValue("age", age);
        command.Parameters.AddWithValue("pool", pool);
        command.Parameters.AddWithValue("access", AccessPayload);
        command.Parameters.AddWithValue("refresh", RefreshPayload);
        await command.ExecuteNonQueryAsync();
    }
}
