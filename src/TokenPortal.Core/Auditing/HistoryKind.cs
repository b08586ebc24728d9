namespace TokenPortal.Core.Auditing;

/// <summary>What a row of the history tells of.</summary>
public enum HistoryKind
{
    /// <summary>All access of one app ended.</summary>
    AccessRevoked,

    /// <summary>The authorization server deleted an app with all of its access.</summary>
    AppRemoved,

    /// <summary>An app's access on one device ended.</summary>
    DeviceRemoved,

    /// <summary>One token ended.</summary>
    TokenRevoked,

    /// <summary>An app lost one permission.</summary>
    PermissionRemoved,

    /// <summary>A client presented a token that was issued to another one.</summary>
    ForeignTokenRefused,

    /// <summary>An app got access.</summary>
    AppConnected,

    /// <summary>Somebody asked for what they may not do.</summary>
    AccessRefused,

    /// <summary>Support began to look at the account.</summary>
    SupportStarted,

    /// <summary>Support no longer looks at the account.</summary>
    SupportEnded,

    /// <summary>Support was not let in.</summary>
    SupportRefused,

    /// <summary>What support may do with the account changed.</summary>
    SupportSettingChanged,

    /// <summary>Support asked to be let in against the user's word.</summary>
    BreakGlassRequested,

    /// <summary>A second member of staff let support in against the user's word.</summary>
    BreakGlassApproved,

    /// <summary>A second member of staff did not let support in.</summary>
    BreakGlassRefused,

    /// <summary>A sign-in to the portal was ended.</summary>
    SessionEnded,

    /// <summary>The history was taken away as a file.</summary>
    HistoryExported,

    /// <summary>An operator suspended the person.</summary>
    PersonSuspended,

    /// <summary>An operator restored the person.</summary>
    PersonRestored,

    /// <summary>An operator removed rows of the history.</summary>
    HistoryErased,

    /// <summary>Written by a newer version than this.</summary>
    Other,
}

/// <summary>What readers choose among.</summary>
public enum HistoryGroup
{
    /// <summary>Apps, devices, permissions and tokens that lost access.</summary>
    Removals,

    /// <summary>Apps that got access.</summary>
    Connections,

    /// <summary>What support did, and may do.</summary>
    Support,

    /// <summary>Refusals, replayed tokens, suspensions, exports and erasures.</summary>
    Security,

    /// <summary>Sign-ins to the portal.</summary>
    Sessions,
}
