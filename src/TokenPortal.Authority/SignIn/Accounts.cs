using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TokenPortal.Authority.Database;

namespace TokenPortal.Authority.SignIn;

/// <summary>The people who can sign in.</summary>
internal sealed class Accounts(AuthorityDbContext database, IPasswordHasher<User> passwords)
{
    private static readonly User Nobody = new()
    {
        Subject = "",
        Email = "",
        Name = "",
        Roles = [],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static string? _hashOfNobody;

    public Task<User?> FindAsync(string subject, CancellationToken cancellationToken) =>
        database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Subject == subject, cancellationToken);

    /// <summary>The account, or null when the address is unknown or the password is wrong.</summary>
    public async Task<User?> VerifyAsync(string email, string password, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(email);
        var user = await database.Users.SingleOrDefaultAsync(u => u.Email == normalized, cancellationToken);

        // An unknown address costs as much time as a wrong password, so that the time does not tell them apart.
        _hashOfNobody ??= passwords.HashPassword(Nobody, Guid.NewGuid().ToString());
        var subject = user ?? Nobody;
        var result = passwords.VerifyHashedPassword(subject, user?.PasswordHash ?? _hashOfNobody, password);
        if (user is null || result == PasswordVerificationResult.Failed)
        {
            return null;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = passwords.HashPassword(user, password);
            await database.SaveChangesAsync(cancellationToken);
        }

        return user;
    }
}
