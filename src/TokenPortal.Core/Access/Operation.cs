namespace TokenPortal.Core.Access;

/// <summary>What a page of the portal can ask for.</summary>
public enum Operation
{
    /// <summary>See the connected apps of the account.</summary>
    ViewApps,

    /// <summary>Take one app's or some apps' access away. Never asks for a fresh sign-in of the owner.</summary>
    RemoveApps,

    /// <summary>Take one permission, or one device, away from an app that stays. Never asks for a fresh sign-in.</summary>
    NarrowApps,

    /// <summary>Say that new apps have been seen.</summary>
    DismissNewApps,

    /// <summary>Take all apps' access away at once.</summary>
    RemoveAllApps,

    /// <summary>Read the account's history.</summary>
    ViewHistory,

    /// <summary>Take the account's history away as a file.</summary>
    ExportHistory,

    /// <summary>See the account's portal sessions.</summary>
    ViewSessions,

    /// <summary>End the account's portal sessions.</summary>
    EndSessions,

    /// <summary>Read what support may do with the account, and what it is doing.</summary>
    ViewSupportSetting,

    /// <summary>Change what support may do with the account.</summary>
    ChangeSupportSetting,

    /// <summary>End a support session that looks at the account, by its owner or by the supporter.</summary>
    EndSupport,

    /// <summary>Search people, and see open requests for break-glass access. About no account.</summary>
    Support,

    /// <summary>Start a support session at the account.</summary>
    StartSupport,

    /// <summary>Answer another staff member's request to open an account whose owner said never.</summary>
    AnswerBreakGlass,
}
