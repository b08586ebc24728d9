using Dapper;
using Npgsql;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>
/// Gives a person of the demo as many connected apps as a measurement wants, by rows like those that a server writes:
/// a grant has a refresh token, an access token and a redeemed refresh token, and was used.
/// </summary>
internal sealed class ManyApps(string connectionString, SampleAccount account)
{
    private const string Count = """
        select count(*)::int from "OpenIddictAuthorizations" where "Subject" = @Subject and "Status" = 'valid'
            and "ApplicationId" in (select "Id" from "OpenIddictApplications" where "ClientId" <> 'portal')
        """;

    private const string Add = """
        insert into "OpenIddictApplications" (
            "Id", "ClientId", "DisplayName", "ClientType", "ConsentType", "ApplicationType", "ConcurrencyToken",
            "Permissions", "Properties", "RedirectUris")
        values (@Id, @Id, @Name, 'confidential', 'explicit', 'web', gen_random_uuid()::text, '["ept:token"]',
            '{"publisher":"Benchmark Works","homepage":"https://app.example/"}', '["https://app.example/callback"]');

        insert into "OpenIddictAuthorizations" (
            "Id", "ApplicationId", "Subject", "Status", "Type", "Scopes", "CreationDate", "ConcurrencyToken")
        values (@Id, @Id, @Subject, 'valid', 'permanent',
            '["openid","profile","email","offline_access","calendar.read","calendar.write"]',
            now() - interval '90 days', gen_random_uuid()::text);

        insert into "OpenIddictTokens" (
            "Id", "ApplicationId", "AuthorizationId", "Subject", "Type", "Status", "CreationDate", "ExpirationDate",
            "RedemptionDate", "ReferenceId", "ConcurrencyToken")
        select gen_random_uuid()::text, @Id, @Id, @Subject, 'urn:ietf:params:oauth:token-type:' || kind, status,
            now() - interval '1 hour', now() + interval '1 day',
            case when status = 'redeemed' then now() - interval '30 minutes' end, gen_random_uuid()::text,
            gen_random_uuid()::text
        from (values ('refresh_token', 'valid'), ('access_token', 'valid'), ('refresh_token', 'redeemed')) t (kind, status);

        insert into portal.uses (subject, application_id, family_id, last_used_at)
        values (@Subject, @Id, 'dcr_' || @Id, now() - interval '1 hour');
        """;

    private readonly Queue<string> _added = [];
    private int _next;

    public async Task TopUpAsync(int apps)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var missing = apps - await connection.QuerySingleAsync<int>(Count, new { account.Subject });
        for (var i = 0; i < missing; i++)
        {
            var id = FormattableString.Invariant($"benchmark-{++_next}");
            await connection.ExecuteAsync(Add, new { Id = id, Name = $"Benchmark App {_next}", account.Subject });
            _added.Enqueue(id);
        }
    }

    /// <summary>One that is still connected, to be revoked.</summary>
    /// <returns>The application's id.</returns>
    public string Take() => _added.Dequeue();
}
