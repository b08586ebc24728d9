using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;
using static TokenPortal.Web.Features.History.HistorySentences;

namespace TokenPortal.Web.Features.History;

/// <summary>Sentences about an app that lost access: who did it depends on the reason, what on the kind.</summary>
internal static class RemovalSentences
{
    private static readonly Words Words = new(typeof(RemovalSentences));

    public static string Of(HistoryEntry entry, SentenceTerms terms) => entry.Reason switch
    {
        RevocationReason.User => ByOneself(entry, terms),
        RevocationReason.Support => BySupport(entry, terms),
        RevocationReason.Api when entry.Actor.Id == entry.App?.ClientId => ByTheAppItself(entry, terms),
        RevocationReason.Api => ByAnotherClient(entry, terms),
        RevocationReason.Replay => Words.Format("Replayed", App(entry)),
        RevocationReason.Inactive => ForBeingUnused(entry, terms),
        _ => ByTheService(entry, terms),
    };

    private static string ByOneself(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => Words.Format("YouRemovedFromDevice", App(entry), Device(entry)),
        HistoryKind.TokenRevoked => Words.Format("YouEndedToken", App(entry)),
        HistoryKind.PermissionRemoved => Words.Format("YouTookPermission", App(entry), Permissions(entry, terms)),
        _ => Words.Format("YouRemoved", App(entry)),
    };

    private static string BySupport(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved =>
            Words.Format("SupportRemovedFromDevice", App(entry), Device(entry), Staff(entry), Why(entry)),
        HistoryKind.TokenRevoked => Words.Format("SupportEndedToken", App(entry), Staff(entry), Why(entry)),
        HistoryKind.PermissionRemoved =>
            Words.Format("SupportTookPermission", App(entry), Permissions(entry, terms), Staff(entry), Why(entry)),
        _ => Words.Format("SupportRemoved", App(entry), Staff(entry), Why(entry)),
    };

    private static string ByTheAppItself(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => Words.Format("AppLeftDevice", App(entry), Device(entry)),
        HistoryKind.TokenRevoked => Words.Format("AppGaveTokenBack", App(entry)),
        HistoryKind.PermissionRemoved => Words.Format("AppGavePermissionBack", App(entry), Permissions(entry, terms)),
        _ => Words.Format("AppGaveAccessBack", App(entry)),
    };

    private static string ByAnotherClient(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved =>
            Words.Format("ClientRemovedFromDevice", App(entry), Device(entry), Clean(entry.Actor.Id)),
        HistoryKind.TokenRevoked => Words.Format("ClientEndedToken", App(entry), Clean(entry.Actor.Id)),
        HistoryKind.PermissionRemoved =>
            Words.Format("ClientTookPermission", App(entry), Permissions(entry, terms), Clean(entry.Actor.Id)),
        _ => Words.Format("ClientRemoved", App(entry), Clean(entry.Actor.Id)),
    };

    private static string ForBeingUnused(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => Words.Format("UnusedLostDevice", App(entry), Device(entry)),
        HistoryKind.TokenRevoked => Words.Format("UnusedLostToken", App(entry)),
        HistoryKind.PermissionRemoved => Words.Format("UnusedLostPermission", App(entry), Permissions(entry, terms)),
        _ => Words.Format("UnusedLostAccess", App(entry)),
    };

    private static string ByTheService(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.DeviceRemoved => Words.Format("ServiceRemovedFromDevice", App(entry), Device(entry)),
        HistoryKind.TokenRevoked => Words.Format("ServiceEndedToken", App(entry)),
        HistoryKind.PermissionRemoved => Words.Format("ServiceTookPermission", App(entry), Permissions(entry, terms)),
        _ => Words.Format("ServiceRemoved", App(entry)),
    };

    private static string Device(HistoryEntry entry) =>
        DisplayText.OneLine(entry.DeviceName) is { } name ? HistoryText.Quoted(name) : Words.Text("UnknownDevice");

    private static string Permissions(HistoryEntry entry, SentenceTerms terms) => entry.Scopes.Count > 0
        ? $" ({string.Join(", ", PermissionModel.From(entry.Scopes, terms.Scopes).Select(permission => permission.Words))})"
        : "";
}
