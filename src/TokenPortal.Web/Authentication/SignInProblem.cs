namespace TokenPortal.Web.Authentication;

/// <summary>Why a sign-in came to nothing, as pages tell it.</summary>
public enum SignInProblem
{
    /// <summary>Something else: too slow, opened twice, or refused by a check.</summary>
    Failed,

    /// <summary>The person said no at the sign-in service.</summary>
    Denied,

    /// <summary>The sign-in service does not answer.</summary>
    Unreachable,

    /// <summary>The portal's own database does not answer.</summary>
    Database,

    /// <summary>An operator has suspended the person.</summary>
    Suspended,

    /// <summary>A fresh sign-in was asked for, and the sign-in service let an old one count.</summary>
    NotFresh,
}
