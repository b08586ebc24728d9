namespace TokenPortal.Authority.Failures;

/// <summary>The authority cannot start, for a reason that its operator can mend. The message is a line.</summary>
public sealed class AuthorityStartException(string message, Exception inner) : Exception(message, inner);
