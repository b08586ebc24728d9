using TokenPortal.Core.People;

namespace TokenPortal.Core.Impersonation;

/// <summary>
/// People whom the portal does not know from a sign-in. An operator who has a directory registers an implementation;
/// without one, support finds those who signed in here.
/// </summary>
public interface IPeopleDirectory
{
    /// <summary>People with exactly this subject or e-mail address, with the roles that they would sign in with.</summary>
    Task<IReadOnlyList<Person>> FindAsync(string subjectOrEmail, CancellationToken cancellationToken);
}
