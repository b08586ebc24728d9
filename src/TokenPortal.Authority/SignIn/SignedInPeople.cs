using TokenPortal.Authority.Consents;
using TokenPortal.Authority.Database;

namespace TokenPortal.Authority.SignIn;

/// <summary>Somebody who is signed in in this browser, freshly enough for what is asked.</summary>
internal sealed record Person(User User, DateTimeOffset AuthenticatedAt);

/// <summary>Decides whether a request can use the session, or has to ask for the password.</summary>
internal sealed class SignedInPeople(Accounts accounts, TimeProvider clock)
{
    /// <summary>The person, or null when the password has to be entered first.</summary>
    public async Task<Person?> FindAsync(
        HttpContext context, AuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (await Session.ReadAsync(context) is not { } session
            || await request.NeedsFreshSignInAsync(session, clock.GetUtcNow())
            || await accounts.FindAsync(session.Subject, cancellationToken) is not { } user)
        {
            return null;
        }

        return new Person(user, session.AuthenticatedAt);
    }
}
