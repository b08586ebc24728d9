using TokenPortal.Core.Devices;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>Writes rows as the server writes them, for cases that a real sign-in cannot bring about.</summary>
public sealed class GrantBuilder(TestDatabase database, TimeProvider time)
{
    private const string TokenTypePrefix = "urn:ietf:params:oauth:token-type:";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<string> ApplicationAsync(string clientId, string? displayName = null, string? properties = null)
    {
        var id = $"app-{clientId}";
        await database.ExecuteAsync(
            """
            insert into "OpenIddictApplications" ("Id", "ClientId", "DisplayName", "Properties", "ConcurrencyToken")
            values (@id, @clientId, @displayName, @properties, 'c')
            """,
            new { id, clientId, displayName, properties });
        return id;
    }

    public async Task<string> AuthorizationAsync(
        string subject, string? applicationId, string status = "valid", string type = "permanent",
        string scopes = """["openid"]""")
    {
        var id = Guid.NewGuid().ToString();
        await database.ExecuteAsync(
            """
            insert into "OpenIddictAuthorizations"
                ("Id", "ApplicationId", "Subject", "Status", "Type", "Scopes", "CreationDate", "ConcurrencyToken")
            values (@id, @applicationId, @subject, @status, @type, @scopes, @created, 'c')
            """,
            new { id, applicationId, subject, status, type, scopes, created = Now });
        return id;
    }

    /// <param name="type">A short name such as refresh_token, which gets its URN, or a full name with a colon or dash.</param>
    public async Task<string> TokenAsync(
        string subject, string? applicationId, string? authorizationId, string type = "refresh_token",
        string status = "valid", TimeSpan? lifetime = null, bool expires = true, bool selfContained = false)
    {
        var id = Guid.NewGuid().ToString();
        await database.ExecuteAsync(
            InsertToken,
            new
            {
                id,
                applicationId,
                authorizationId,
                subject,
                status,
                type = type.Contains(':', StringComparison.Ordinal) || type.StartsWith('!')
                    ? type.TrimStart('!') : TokenTypePrefix + type,
                created = Now,
                expires = expires ? Now + (lifetime ?? TimeSpan.FromHours(1)) : (DateTime?)null,
                referenceId = selfContained ? null : Guid.NewGuid().ToString("N"),
            });
        return id;
    }

    /// <summary>An app with one permanent authorization, one refresh and one access token.</summary>
    public async Task<Grant> GrantAsync(
        string subject, string clientId, string? applicationId = null, string scopes = """["openid"]""")
    {
        applicationId ??= await ApplicationAsync(clientId, clientId);
        var authorizationId = await AuthorizationAsync(subject, applicationId, scopes: scopes);
        var refresh = await TokenAsync(subject, applicationId, authorizationId);
        var access = await TokenAsync(subject, applicationId, authorizationId, "access_token");
        return new Grant(applicationId, authorizationId, refresh, access);
    }

    /// <summary>Puts tokens into a family, as the server does before it answers.</summary>
    public async Task<DeviceCredentialId> FamilyAsync(
        string subject, Grant grant, string? deviceName = null, params string[] more)
    {
        var id = DeviceCredentialId.For(grant.RefreshToken);
        await database.QueryAsync<int>(
            """
            insert into portal.families (
                id, subject, application_id, authorization_id, first_token_id, device_name, address_prefix, created_at,
                last_exchange_at)
            values (@id, @subject, @ApplicationId, @AuthorizationId, @RefreshToken, @deviceName, '192.0.2.0/24', @Now, @Now);
            update "OpenIddictTokens" set "Properties" = json_build_object('tokenportal_family', @id)
            where "Id" = any(@tokens);
            """,
            new
            {
                id = id.ToString(),
                subject,
                grant.ApplicationId,
                grant.AuthorizationId,
                grant.RefreshToken,
                deviceName,
                Now,
                tokens = (string[])[grant.RefreshToken, grant.AccessToken, .. more],
            });
        return id;
    }

    /// <summary>As if a server with UseTokenPortal had just been heard of, or some time ago.</summary>
    public Task AnnounceServerAsync(TimeSpan ago = default) => database.QueryAsync<int>(
        """
        insert into portal.server_features (feature, last_seen_at) values ('narrow_revocation', now() - @ago)
        on conflict (feature) do update set last_seen_at = excluded.last_seen_at
        """,
        new { ago });

    internal const string InsertToken = """
        insert into "OpenIddictTokens"
            ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type", "CreationDate", "ExpirationDate",
             "ReferenceId", "Payload", "ConcurrencyToken")
        values (@id, @applicationId, @authorizationId, @subject, @status, @type, @created, @expires, @referenceId,
                'payload', 'c')
        """;
}

public sealed record Grant(string ApplicationId, string AuthorizationId, string RefreshToken, string AccessToken);
