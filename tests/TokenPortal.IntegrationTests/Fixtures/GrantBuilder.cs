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
    public async Task<Grant> GrantAsync(string subject, string clientId, string? applicationId = null)
    {
        applicationId ??= await ApplicationAsync(clientId, clientId);
        var authorizationId = await AuthorizationAsync(subject, applicationId);
        var refresh = await TokenAsync(subject, applicationId, authorizationId);
        var access = await TokenAsync(subject, applicationId, authorizationId, "access_token");
        return new Grant(applicationId, authorizationId, refresh, access);
    }

    internal const string InsertToken = """
        insert into "OpenIddictTokens"
            ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type", "CreationDate", "ExpirationDate",
             "ReferenceId", "Payload", "ConcurrencyToken")
        values (@id, @applicationId, @authorizationId, @subject, @status, @type, @created, @expires, @referenceId,
                'payload', 'c')
        """;
}

public sealed record Grant(string ApplicationId, string AuthorizationId, string RefreshToken, string AccessToken);
