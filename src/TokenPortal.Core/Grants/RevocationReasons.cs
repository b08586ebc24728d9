namespace TokenPortal.Core.Grants;

internal static class RevocationReasons
{
    /// <summary>The reason's word in the history.</summary>
    public static string ToHistory(this RevocationReason reason) => reason switch
    {
        RevocationReason.User => "user",
        RevocationReason.Issuer => "issuer",
        RevocationReason.Api => "api",
        RevocationReason.Replay => "replay",
        RevocationReason.Support => "support",
        RevocationReason.Inactive => "inactive",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
