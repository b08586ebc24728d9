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
}
