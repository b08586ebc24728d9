namespace TokenPortal.Core.People;

/// <summary>A person known to the portal from signing in.</summary>
/// <param name="Roles">Roles from the identity provider's claims at the last sign-in.</param>
/// <param name="Language">The language that was chosen in this browser, or null: then an earlier choice stays.</param>
public sealed record Person(
    string Subject, string? Email, string? Name, IReadOnlyList<string> Roles, string? Language = null);

/// <summary>The people who have signed in to the portal.</summary>
public interface IPeople
{
    /// <summary>Notes a sign-in: a new person, or newer claims of a known one.</summary>
    /// <returns>False when an operator has suspended the person: they may not sign in, and nothing is noted.</returns>
    /// <exception cref="Grants.GrantStoreException">The database could not be asked; it is safe to try again.</exception>
    Task<bool> RecordSignInAsync(Person person, CancellationToken cancellationToken);

    /// <summary>Notes the language that a person chose, for mails.</summary>
    /// <exception cref="Grants.GrantStoreException">The database could not be asked; it is safe to try again.</exception>
    Task ChooseLanguageAsync(string subject, string language, CancellationToken cancellationToken);
}
