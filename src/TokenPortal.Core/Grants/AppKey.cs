using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TokenPortal.Core.Grants;

/// <summary>
/// The opaque address of a connected app. It names rows of the server's tables but gives no right to them: every
/// statement also asks for the owner, so that another user's key answers exactly like one that does not exist.
/// </summary>
public sealed record AppKey
{
    private const int MaxTextLength = 512;

    private AppKey(AppKeyKind kind, string id) => (Kind, Id) = (kind, id);

    internal AppKeyKind Kind { get; }

    internal string Id { get; }

    internal static AppKey ForApplication(string applicationId) => new(AppKeyKind.Application, applicationId);

    internal static AppKey ForAuthorization(string authorizationId) => new(AppKeyKind.Authorization, authorizationId);

    internal static AppKey ForUnattachedTokens() => new(AppKeyKind.UnattachedTokens, "");

    internal static AppKey ForRemoved(string applicationId) => new(AppKeyKind.Removed, applicationId);

    /// <summary>Reads what <see cref="ToString"/> wrote. Any other text gives false; nothing throws.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AppKey? key)
    {
        key = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxTextLength || !Base64Url.IsValid(text.AsSpan(1))) return false;

        var id = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.AsSpan(1)));
        var kind = (AppKeyKind)text[0];
        // A NUL can be in no identifier, and PostgreSQL refuses it in any text.
        if (!Enum.IsDefined(kind) || id.Contains('\0') || (id.Length == 0) != (kind == AppKeyKind.UnattachedTokens))
            return false;

        key = new AppKey(kind, id);
        return true;
    }

    /// <summary>Letters, digits, '-' and '_' only: fits an address as it is.</summary>
    public override string ToString() => (char)Kind + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Id));
}

internal enum AppKeyKind
{
    Application = 'a',
    Authorization = 'g',
    UnattachedTokens = 't',
    Removed = 'r',
}
