using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>The words that stand in the table, and what each is filed under.</summary>
internal static class HistoryKinds
{
    private static readonly (HistoryKind Kind, string Word, HistoryGroup Group)[] All =
    [
        (HistoryKind.AccessRevoked, "access_revoked", HistoryGroup.Removals),
        (HistoryKind.AppRemoved, "app_removed", HistoryGroup.Removals),
        (HistoryKind.DeviceRemoved, "device_removed", HistoryGroup.Removals),
        (HistoryKind.TokenRevoked, "token_revoked", HistoryGroup.Removals),
        (HistoryKind.PermissionRemoved, "permission_removed", HistoryGroup.Removals),
        (HistoryKind.ForeignTokenRefused, "foreign_token_refused", HistoryGroup.Security),
        (HistoryKind.AppConnected, "app_connected", HistoryGroup.Connections),
        (HistoryKind.AccessRefused, "access_refused", HistoryGroup.Security),
        (HistoryKind.SupportStarted, "support_started", HistoryGroup.Support),
        (HistoryKind.SupportEnded, "support_ended", HistoryGroup.Support),
        (HistoryKind.SupportRefused, "support_refused", HistoryGroup.Support),
        (HistoryKind.SupportSettingChanged, "support_setting_changed", HistoryGroup.Support),
        (HistoryKind.BreakGlassRequested, "break_glass_requested", HistoryGroup.Support),
        (HistoryKind.BreakGlassApproved, "break_glass_approved", HistoryGroup.Support),
        (HistoryKind.BreakGlassRefused, "break_glass_refused", HistoryGroup.Support),
        (HistoryKind.SessionEnded, "session_ended", HistoryGroup.Sessions),
        (HistoryKind.HistoryExported, "history_exported", HistoryGroup.Security),
        (HistoryKind.PersonSuspended, "person_suspended", HistoryGroup.Security),
        (HistoryKind.PersonRestored, "person_restored", HistoryGroup.Security),
        (HistoryKind.HistoryErased, "history_erased", HistoryGroup.Security),
    ];

    public static string ToHistory(this HistoryKind kind) => All.Single(each => each.Kind == kind).Word;

    public static HistoryKind Parse(string word) =>
        All.Where(each => each.Word == word).Select(each => each.Kind).FirstOrDefault(HistoryKind.Other);

    public static HistoryGroup? GroupOf(HistoryKind kind) =>
        All.Where(each => each.Kind == kind).Select(each => (HistoryGroup?)each.Group).FirstOrDefault();

    public static string[] WordsOf(HistoryGroup group) =>
        [.. All.Where(each => each.Group == group).Select(each => each.Word)];

    /// <summary>What a newer version wrote counts as done by the issuer: it is nobody's that this one knows.</summary>
    public static RevocationReason ParseReason(string word) => Enum.GetValues<RevocationReason>()
        .Where(reason => reason.ToHistory() == word).FirstOrDefault(RevocationReason.Issuer);
}
