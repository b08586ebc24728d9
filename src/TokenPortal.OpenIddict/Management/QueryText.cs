using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace TokenPortal.OpenIddict.Management;

/// <summary>Texts in a query, before any of them is believed.</summary>
internal static class QueryText
{
    /// <summary>What is wrong with any of the named parameters, or null.</summary>
    public static string? Problem(IQueryCollection query, string[] names)
    {
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1 && names.Contains(parameter.Key)).Key is { } twice)
            return $"Query validation error: '{twice}' is repeated";
        return names.FirstOrDefault(name => HasControlCharacter(query[name])) is { } unreadable
            ? $"Query validation error: '{unreadable}' holds characters that cannot be in it"
            : null;
    }

    public static string? Of(StringValues value) => StringValues.IsNullOrEmpty(value) ? null : value.ToString();

    // PostgreSQL refuses a NUL in any text, and no id has a control character or half a character.
    private static bool HasControlCharacter(StringValues value) =>
        value.ToString().Any(c => char.IsControl(c) || char.IsSurrogate(c) || c == '\uFFFD');
}
