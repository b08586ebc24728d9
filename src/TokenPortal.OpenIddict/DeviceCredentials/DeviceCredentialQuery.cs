using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using TokenPortal.Core.Devices;
using TokenPortal.OpenIddict.Management;

namespace TokenPortal.OpenIddict.DeviceCredentials;

/// <summary>The query of GET /api/v2/device-credentials, read and checked.</summary>
internal sealed record DeviceCredentialQuery(
    string? UserId, string? ClientId, string? Type, int Page, int PerPage, bool IncludeTotals,
    IReadOnlyList<string> Fields)
{
    public const string RefreshToken = "refresh_token";
    public const string RotatingRefreshToken = "rotating_refresh_token";
    public const string PublicKey = "public_key";

    internal const int DefaultPerPage = 50;
    internal const int MaxPerPage = 1000;

    private const int MaxPage = 1_000_000;

    internal static readonly string[] Names =
        ["user_id", "client_id", "type", "page", "per_page", "include_totals", "fields", "include_fields"];

    /// <summary>What is wrong with the query, or null and the query.</summary>
    public static string? TryRead(IQueryCollection query, out DeviceCredentialQuery? read)
    {
        read = null;
        if (QueryText.Problem(query, Names) is { } problem) return problem;
        if (!TryReadNumber(query["page"], 0, 0, MaxPage, out var page))
            return $"Query validation error: 'page' must be a whole number from 0 to {MaxPage}";
        if (!TryReadNumber(query["per_page"], DefaultPerPage, 1, MaxPerPage, out var perPage))
            return $"Query validation error: 'per_page' must be a whole number from 1 to {MaxPerPage}";
        if (!TryReadFlag(query["include_totals"], false, out var includeTotals))
            return "Query validation error: 'include_totals' must be true or false";
        if (!TryReadFlag(query["include_fields"], true, out var includeFields))
            return "Query validation error: 'include_fields' must be true or false";
        if (QueryText.Of(query["type"]) is { } type and not (RefreshToken or RotatingRefreshToken or PublicKey))
            return $"Query validation error: 'type' must be {PublicKey}, {RefreshToken} or {RotatingRefreshToken}";

        var named = QueryText.Of(query["fields"])?.Split(',') ?? [];
        if (named.FirstOrDefault(name => !DeviceCredentialFields.All.Contains(name)) is not null)
            return $"Query validation error: 'fields' may name {string.Join(", ", DeviceCredentialFields.All)}";

        var fields = named.Length == 0 ? DeviceCredentialFields.Standard
            : includeFields ? [.. named.Distinct()]
            : [.. DeviceCredentialFields.Standard.Except(named)];
        read = new DeviceCredentialQuery(
            QueryText.Of(query["user_id"]), QueryText.Of(query["client_id"]), QueryText.Of(query["type"]), page, perPage, includeTotals, fields);
        return null;
    }

    private static bool TryReadNumber(StringValues value, int standard, int least, int most, out int number)
    {
        number = standard;
        return QueryText.Of(value) is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number >= least && number <= most);
    }

    private static bool TryReadFlag(StringValues value, bool standard, out bool flag)
    {
        flag = QueryText.Of(value) switch { null => standard, "true" => true, _ => false };
        return QueryText.Of(value) is null or "true" or "false";
    }
}

/// <summary>The fields of an entry. Those beyond Auth0's are given only when they are asked for.</summary>
internal static class DeviceCredentialFields
{
    public static IReadOnlyList<string> Standard { get; } =
        ["id", "device_name", "device_id", "type", "user_id", "client_id"];

    public static IReadOnlyList<string> All { get; } =
        [.. Standard, "created_at", "last_exchanged_at", "expires_at", "scopes"];

    public static object? Value(DeviceCredential credential, string field, string type) => field switch
    {
        "id" => credential.Id.ToString(),
        "device_name" => credential.DeviceName ?? "",
        "device_id" => "",
        "type" => type,
        "user_id" => credential.Subject,
        "client_id" => credential.ClientId,
        "created_at" => credential.CreatedAt.UtcDateTime,
        "last_exchanged_at" => credential.LastExchangeAt.UtcDateTime,
        "expires_at" => credential.ExpiresAt?.UtcDateTime,
        "scopes" => credential.Scopes,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };
}
