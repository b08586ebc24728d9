namespace TokenPortal.Core.Notices;

/// <summary>What people are told by e-mail. None of these can be switched off.</summary>
public enum NoticeKind
{
    /// <summary>Support looks at the account.</summary>
    SupportStarted,

    /// <summary>Support has stopped looking at it.</summary>
    SupportEnded,

    /// <summary>Support was let in although the user said never.</summary>
    BreakGlassApproved,

    /// <summary>Support took an app's access away.</summary>
    AppRemovedBySupport,

    /// <summary>The user, or somebody in their session, took all apps' access away at once.</summary>
    AllAccessRemoved,

    /// <summary>An app got access that it did not have before.</summary>
    AppConnected,

    /// <summary>A token came a second time, so that one of its two holders stole it: access ended.</summary>
    TokenReplayed,
}

internal static class NoticeKinds
{
    /// <summary>The kind that the database's word stands for.</summary>
    public static NoticeKind FromDatabase(string word) => word switch
    {
        "support_started" => NoticeKind.SupportStarted,
        "support_ended" => NoticeKind.SupportEnded,
        "break_glass_approved" => NoticeKind.BreakGlassApproved,
        "app_removed_by_support" => NoticeKind.AppRemovedBySupport,
        "all_access_removed" => NoticeKind.AllAccessRemoved,
        "app_connected" => NoticeKind.AppConnected,
        "token_replayed" => NoticeKind.TokenReplayed,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, null),
    };
}
