using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;
using static TokenPortal.Web.Features.History.HistorySentences;

namespace TokenPortal.Web.Features.History;

/// <summary>Sentences about an app that lost access: who did it depends on the reason, what on the kind.</summary>
internal static class RemovalSentences
{
    public static string Of(HistoryEntry entry) => entry.Reason switch
    {
        RevocationReason.User => $"You {Did(entry)}.",
        RevocationReason.Support => $"{Staff(entry)} {Did(entry)} for you{Why(entry)}.",
        RevocationReason.Api when entry.Actor.Id == entry.App?.ClientId => ItselfGaveBack(entry),
        RevocationReason.Api => $"{Clean(entry.Actor.Id)} {Did(entry)} on behalf of the service.",
        RevocationReason.Replay =>
            $"A used-up token of {App(entry)} came a second time: its access was ended for safety.",
        RevocationReason.Inactive => $"{Lost(entry)}: your account was closed or not used for a long time.",
        _ => $"The service {Did(entry)}.",
    };

    private static string Did(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => $"removed {App(entry)} from {Device(entry)}",
        HistoryKind.TokenRevoked => $"ended one token of {App(entry)}",
        HistoryKind.PermissionRemoved => $"took a permission from {App(entry)}{Permissions(entry)}",
        _ => $"removed {App(entry)}",
    };

    private static string Lost(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => $"{App(entry)} lost its access on {Device(entry)}",
        HistoryKind.TokenRevoked => $"{App(entry)} lost one token",
        HistoryKind.PermissionRemoved => $"{App(entry)} lost a permission{Permissions(entry)}",
        _ => $"{App(entry)} lost its access",
    };

    private static string ItselfGaveBack(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => $"{App(entry)} itself gave its access on {Device(entry)} back.",
        HistoryKind.TokenRevoked => $"{App(entry)} itself gave one of its tokens back.",
        HistoryKind.PermissionRemoved => $"{App(entry)} itself gave a permission back{Permissions(entry)}.",
        _ => $"{App(entry)} itself gave its access back.",
    };

    private static string Device(HistoryEntry entry) =>
        DisplayText.OneLine(entry.DeviceName) is { } name ? $"“{name}”" : HistoryText.UnknownDevice;

    private static string Permissions(HistoryEntry entry) =>
        entry.Scopes.Select(DisplayText.OneLine).OfType<string>().ToList() is { Count: > 0 } scopes
            ? $" ({string.Join(", ", scopes)})" : "";
}
