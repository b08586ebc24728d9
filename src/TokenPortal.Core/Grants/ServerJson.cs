using System.Text.Json;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Reads the JSON in the server's rows. They are not ours: text that is no JSON of the expected shape counts as absent.
/// </summary>
internal static class ServerJson
{
    public static string[] ListOf(string? json) => Read<string[]>(json) ?? [];

    public static string? TextOf(string? json, string name) =>
        ValueOf(json, name) is { ValueKind: JsonValueKind.String } value ? NullIfEmpty(value.GetString()) : null;

    /// <summary>
    /// An address that may become a link: absolute, http or https, and without a user in front of the host, which would
    /// make it look like another site's.
    /// </summary>
    public static Uri? LinkOf(string? json, string name) =>
        Uri.TryCreate(TextOf(json, name), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
        && uri.UserInfo.Length == 0
            ? uri
            : null;

    public static DateTimeOffset? TimeOf(string? json, string name) =>
        ValueOf(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var seconds)
        && seconds > 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public static bool IsTrue(string? json, string name) => ValueOf(json, name) is { ValueKind: JsonValueKind.True };

    public static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static JsonElement? ValueOf(string? json, string name) =>
        Read<Dictionary<string, JsonElement>>(json) is { } properties && properties.TryGetValue(name, out var value)
            ? value
            : null;

    private static T? Read<T>(string? json) where T : class
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
