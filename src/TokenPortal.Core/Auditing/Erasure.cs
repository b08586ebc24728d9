namespace TokenPortal.Core.Auditing;

/// <summary>
/// Where schema portal holds a person: a table with a subject in it has its line here. A test looks for tables that
/// have none.
/// </summary>
internal static class Erasure
{
    /// <summary>In the order in which others lock these rows; all before the history's chain.</summary>
    public static readonly (string What, string Statement)[] Statements =
    [
        ("devices", "delete from portal.families where subject = @subject"),
        ("uses", "delete from portal.uses where subject = @subject"),
        ("seen apps", "delete from portal.seen_apps where subject = @subject"),
        ("notices", "delete from portal.notices where subject = @subject"),
        ("support settings", "delete from portal.support_settings where subject = @subject"),
        ("support sessions", "delete from portal.support_sessions where @subject in (subject, actor)"),
        ("requests", "delete from portal.break_glass_requests where @subject in (subject, requester, answered_by)"),
        ("sessions", "delete from portal.sessions where subject = @subject"),
        ("people", "delete from portal.people where subject = @subject"),
    ];

    /// <summary>Others' rows keep this person's id as their actor: it is theirs that somebody acted, and who.</summary>
    public const string History = "delete from portal.history where subject = @subject";
}
