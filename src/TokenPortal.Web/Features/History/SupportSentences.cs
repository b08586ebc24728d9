using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;
using static TokenPortal.Web.Features.History.HistorySentences;

namespace TokenPortal.Web.Features.History;

/// <summary>Sentences about support: staff who look at an account, and its owner's say in it.</summary>
internal static class SupportSentences
{
    private static readonly Words Words = new(typeof(SupportSentences));

    public static string Of(HistoryEntry entry) => entry.Actor.IsSelf ? OfOneself(entry) : OfStaff(entry);

    /// <summary>Why a support session ended; the word is the one of portal.support_sessions.</summary>
    public static string? WhyEnded(string? reason) => reason switch
    {
        "staff" => Words.Text("EndedByStaff"),
        "user" => Words.Text("EndedByUser"),
        "time" => Words.Text("EndedByTime"),
        "replaced" => Words.Text("EndedByAnother"),
        "role_lost" => Words.Text("EndedByLostRole"),
        "signed_out" => Words.Text("EndedBySignOut"),
        "operator" => Words.Text("EndedByOperator"),
        "setting" => Words.Text("EndedBySetting"),
        _ => null,
    };

    /// <summary>What support may do from then on; the word is the one of portal.support_settings.</summary>
    public static string? Setting(string? choice) => choice switch
    {
        "with_reason" => Words.Text("SettingWithReason"),
        "when_allowed" => Words.Text("SettingWhenAllowed"),
        "never" => Words.Text("SettingNever"),
        _ => null,
    };

    private static string OfOneself(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.SupportStarted when entry.LookedAt is { } name =>
            Words.Format("YouStartedAt", DisplayText.OneLine(name), Why(entry)),
        HistoryKind.SupportStarted => Words.Format("YouStarted", Why(entry)),
        HistoryKind.SupportEnded when entry.LookedAt is { } name => Words.Format("YoursEnded", DisplayText.OneLine(name)),
        HistoryKind.SupportEnded => Words.Text("YouEnded"),
        HistoryKind.SupportRefused => Words.Format("YouWereRefused", Why(entry)),
        HistoryKind.BreakGlassRequested => Words.Format("YouRequested", Why(entry)),
        HistoryKind.BreakGlassApproved => Words.Text("YouApproved"),
        HistoryKind.BreakGlassRefused => Words.Text("YouDidNotApprove"),
        _ => Words.Text("YouChangedSetting"),
    };

    private static string OfStaff(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.SupportStarted => Words.Format("StaffStarted", Staff(entry), Why(entry)),
        HistoryKind.SupportEnded => Words.Format("StaffEnded", Staff(entry), Why(entry)),
        HistoryKind.SupportRefused => Words.Format("StaffWasRefused", Staff(entry), Why(entry)),
        HistoryKind.BreakGlassRequested => Words.Format("StaffRequested", Staff(entry), Why(entry)),
        HistoryKind.BreakGlassApproved => Words.Format("StaffApproved", Staff(entry), Why(entry)),
        HistoryKind.BreakGlassRefused => Words.Format("StaffDidNotApprove", Staff(entry), Why(entry)),
        _ => Words.Format("StaffChangedSetting", Staff(entry), Why(entry)),
    };
}
