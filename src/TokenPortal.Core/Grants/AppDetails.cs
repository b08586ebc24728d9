using Microsoft.Extensions.Options;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

/// <summary>Reads one app of a person.</summary>
internal sealed class AppDetails(GrantStore store, TimeProvider time, IOptions<CoreOptions> options)
{
    /// <summary>Scopes that are mandatory whatever the catalogue says. The statement that takes scopes has the same.</summary>
    private const string OpenId = "openid";

    /// <returns>Null when the key names none of the subject's own.</returns>
    public async Task<AppDetail?> FindAsync(string subject, AppKey key, CancellationToken cancellationToken)
    {
        var parameters = AppParameters.For(subject, key, time.GetUtcNow());
        var read = await store.ReadSeveralAsync(
            AppSql.Detail, parameters,
            async results => new Read(
                [.. await results.ReadAsync<GrantRow>()],
                await results.ReadSingleOrDefaultAsync<RegistrationRow>(),
                [.. await results.ReadAsync<AppDeviceRow>()],
                (await results.ReadAsync<ScopeFactsRow>()).ToDictionary(row => row.Scope, row => row.ToFacts()),
                await results.ReadSingleAsync<bool>()),
            cancellationToken);

        var app = ConnectedAppList.From(read.Grants, [.. options.Value.FirstPartyClientIds])
            .FirstOrDefault(app => app.Key == key);
        return app is null ? null : new AppDetail(
            app,
            read.Registration?.ToRegistration(),
            [.. app.Scopes.Select(scope => PermissionOf(scope, app.Key, read))],
            [.. read.Devices.OrderByDescending(row => row.LastSeenAt).Select(row => row.ToDevice())],
            read.CanNarrow);
    }

    private static GrantedScope PermissionOf(string scope, AppKey key, Read read)
    {
        var facts = read.Facts.GetValueOrDefault(scope);
        var grantedAt = read.Grants
            .Where(row => ConnectedAppList.KeyOf(row) == key && ServerJson.ListOf(row.Scopes).Contains(scope))
            .Min(row => row.GrantedAt);
        return new GrantedScope(
            scope, Times.FromDatabase(grantedAt), facts, scope == OpenId || facts is { IsMandatory: true });
    }

    private sealed record Read(
        IReadOnlyList<GrantRow> Grants,
        RegistrationRow? Registration,
        IReadOnlyList<AppDeviceRow> Devices,
        Dictionary<string, ScopeFacts> Facts,
        bool CanNarrow);

    private sealed record RegistrationRow(string? ClientType, string? Properties)
    {
        public AppRegistration ToRegistration() => new(
            ClientType switch
            {
                "confidential" => AppType.Confidential,
                "public" => AppType.Public,
                _ => AppType.Unknown,
            },
            ServerJson.LinkOf(Properties, ApplicationProperties.HomePage),
            ServerJson.LinkOf(Properties, ApplicationProperties.PrivacyPolicy),
            ServerJson.LinkOf(Properties, ApplicationProperties.TermsOfService),
            ServerJson.TimeOf(Properties, ApplicationProperties.RegisteredAt),
            ServerJson.IsTrue(Properties, ApplicationProperties.SelfRegistered));
    }
}

/// <summary>What <see cref="GrantSql.List"/> and <see cref="AppSql"/> ask with.</summary>
internal sealed record AppParameters(
    string Subject, DateTime Now, DateTime RemovedSince, string? ApplicationId, string? AuthorizationId, bool Unattached)
{
    /// <summary>For how long an app that the server deleted is still told of.</summary>
    public static readonly TimeSpan RemovedAppsShownFor = TimeSpan.FromDays(90);

    public static AppParameters For(string subject, AppKey? key, DateTimeOffset now) => new(
        subject,
        now.UtcDateTime,
        (now - RemovedAppsShownFor).UtcDateTime,
        key is { Kind: AppKeyKind.Application } application ? application.Id : null,
        key is { Kind: AppKeyKind.Authorization } authorization ? authorization.Id : null,
        key is { Kind: AppKeyKind.UnattachedTokens });
}

/// <summary>A row of <see cref="AppSql.Devices"/>.</summary>
internal sealed record AppDeviceRow(
    string? FamilyId,
    string TokenId,
    string Subject,
    string? ApplicationId,
    string? AuthorizationId,
    string? DeviceName,
    DateTime CreatedAt,
    DateTime LastExchangeAt,
    DateTime ExpiresAt,
    string? AddressPrefix,
    DateTime? LastUsedAt)
{
    public DeviceCredentialId Id =>
        DeviceCredentialId.TryParse(FamilyId, out var id) ? id : DeviceCredentialId.For(TokenId);

    public DateTime LastSeenAt => LastUsedAt > LastExchangeAt ? LastUsedAt.Value : LastExchangeAt;

    public AppDevice ToDevice() => new(
        Id, DeviceName, Times.FromDatabase(CreatedAt), Times.FromDatabase(LastExchangeAt),
        Times.FromDatabase(LastUsedAt), AddressPrefix,
        ExpiresAt == DateTime.MaxValue ? null : Times.FromDatabase(ExpiresAt), FamilyId is not null);
}
