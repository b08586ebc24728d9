using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Shared;

/// <summary>What a removal ended, counted.</summary>
internal static class EndedText
{
    private static readonly Words Words = new(typeof(EndedText));

    /// <summary>Like "1 consent, 2 refresh tokens and 3 access tokens", or null when nothing ended.</summary>
    public static string? Of(int grants, int refreshTokens, int accessTokens)
    {
        string[] parts =
        [
            .. new[] { (grants, "Consents"), (refreshTokens, "RefreshTokens"), (accessTokens, "AccessTokens") }
                .Where(kind => kind.Item1 > 0).Select(kind => Words.Count(kind.Item2, kind.Item1)),
        ];
        return parts switch
        {
            [] => null,
            [var only] => only,
            [.. var first, var last] => Words.Format("And", string.Join(", ", first), last),
        };
    }
}
