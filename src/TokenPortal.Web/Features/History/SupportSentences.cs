using TokenPortal.Core.Auditing;
using static TokenPortal.Web.Features.History.HistorySentences;

namespace TokenPortal.Web.Features.History;

/// <summary>Sentences about support: staff who look at an account, and its owner's say in it.</summary>
internal static class SupportSentences
{
    public static string Of(HistoryEntry entry) => entry.Actor.IsSelf ? OfOneself(entry) : OfStaff(entry);

    /// <summary>Why a support session ended; the word is the one of portal.support_sessions.</summary>
    public static string? WhyEnded(string? reason) => reason switch
    {
        "staff" => "The staff member ended it.",
        "user" => "The owner of the account ended it.",
        "time" => "Its time was up.",
        "replaced" => "The staff member began another one.",
        "role_lost" => "The staff member may not help users any more.",
        "signed_out" => "The staff member signed out.",
        "operator" => "Whoever runs this service ended it.",
        "setting" => "The owner of the account no longer allowed it.",
        _ => null,
    };

    /// <summary>What support may do from then on; the word is the one of portal.support_settings.</summary>
    public static string? Setting(string? choice) => choice switch
    {
        "with_reason" => "Support may look, with a reason.",
        "when_allowed" => "Support may look only when you allow it.",
        "never" => "Support may never look.",
        _ => null,
    };

    private static string OfOneself(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.SupportStarted => $"You began to help somebody{Why(entry)}.",
        HistoryKind.SupportEnded => "You ended a support session.",
        HistoryKind.SupportRefused => $"You could not help somebody{Why(entry)}.",
        HistoryKind.BreakGlassRequested => $"You asked to be let in against somebody's word{Why(entry)}.",
        HistoryKind.BreakGlassApproved => "You let support in against somebody's word.",
        HistoryKind.BreakGlassRefused => "You did not let support in against somebody's word.",
        _ => "You changed what support may do with your account.",
    };

    private static string OfStaff(HistoryEntry entry) => entry.Kind switch
    {
        HistoryKind.SupportStarted => $"{Staff(entry)} began to look at your connected apps{Why(entry)}.",
        HistoryKind.SupportEnded => $"{Staff(entry)} stopped looking at your connected apps{Why(entry)}.",
        HistoryKind.SupportRefused => $"{Staff(entry)} wanted to look at your connected apps and was not let in{Why(entry)}.",
        HistoryKind.BreakGlassRequested =>
            $"{Staff(entry)} asked to look at your connected apps although you do not allow it{Why(entry)}.",
        HistoryKind.BreakGlassApproved =>
            $"{Staff(entry)}, a second person, let support look at your connected apps although you do not allow it{Why(entry)}.",
        HistoryKind.BreakGlassRefused =>
            $"{Staff(entry)}, a second person, did not let support look at your connected apps{Why(entry)}.",
        _ => $"{Staff(entry)} changed what support may do with your account{Why(entry)}.",
    };
}
