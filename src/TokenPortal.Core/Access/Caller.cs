namespace TokenPortal.Core.Access;

/// <summary>Who asks from a page of the portal. Rights are not in here: they are read from the database at each step.</summary>
/// <param name="SessionId">The sign-in session (portal.sessions) that asks.</param>
/// <param name="Account">The subject whose account it is about; another's than the session's own only for support.</param>
public sealed record Caller(Guid SessionId, string Account);
