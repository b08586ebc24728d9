using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Authentication;

/// <summary>
/// Keeps who is signed in in the database; the cookie holds a random key and nothing else. The table has the key's hash
/// only, and a ticket opens only together with that hash: whoever reads or moves rows becomes nobody by it.
/// </summary>
internal sealed class SessionTickets(
    ISessions sessions, IDataProtectionProvider protection, IOptions<PortalOptions> options, TimeProvider time,
    ILogger<SessionTickets> logger) : ITicketStore
{
    private const string Purpose = "TokenPortal.Sessions.Ticket";
    private const int KeyBytes = 32;

    /// <summary>Among a ticket's properties: what a new session takes over from the one that it replaces.</summary>
    public const string EndsAtItem = "portal.ends_at";

    /// <summary>Among the properties of a ticket that was read: whose session it is.</summary>
    public const string SubjectItem = "portal.subject";

    /// <summary>Among a ticket's properties: the support session that the new session is in.</summary>
    public const string SupportSessionItem = "portal.support_session";

    public async Task<string> StoreAsync(
        AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var user = CurrentUser.From(ticket.Principal, options.Value)
            ?? throw new InvalidOperationException("Nobody can be signed in without a subject.");
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var hash = SHA256.HashData(key);
        var items = ticket.Properties.Items;
        await sessions.StoreAsync(
            new NewSession(
                hash, user.Subject, Seal(ticket, hash), AuthenticatedAt(ticket.Principal),
                items.TryGetValue(EndsAtItem, out var endsAt) && endsAt is not null
                    ? DateTimeOffset.Parse(endsAt, CultureInfo.InvariantCulture)
                    : null,
                RequestOrigin.Of(httpContext))
            {
                SupportSession = items.TryGetValue(SupportSessionItem, out var support) && support is not null
                    ? Guid.Parse(support)
                    : null,
            }, cancellationToken);
        return Base64Url.EncodeToString(key);
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(
        string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        // Files are for everyone: asking who wants one would cost a query each.
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return null;
        if (httpContext.IsSessionUnknown() || HashOf(key) is not { } hash) return null;

        try
        {
            if (await sessions.FindAsync(hash, cancellationToken) is not { } session) return null;
            if (session.IsRenewalDue(time.GetUtcNow())) await sessions.RenewAsync(session.Id, cancellationToken);
            return Open(session, hash);
        }
        catch (GrantStoreException exception)
        {
            Log.SessionUnknown(logger, exception.Failure);
            httpContext.MarkSessionUnknown();
            return null;
        }
    }

    public async Task RemoveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (HashOf(key) is { } hash && await sessions.FindAsync(hash, cancellationToken) is { } session)
            // Signing out goes through, whether or not the browser waits for the answer.
            await sessions.EndAsync(
                session.Subject, session.Id, SessionEnd.SignedOut, CancellationToken.None);
    }

    /// <summary>Nothing renews a ticket: a sign-in makes a new session, and limits move in the database.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new InvalidOperationException(
        $"A session keeps neither its key nor its ticket: sign in under the scheme {FreshCookie.Scheme}.");

    public Task<string> StoreAsync(AuthenticationTicket ticket) => throw WithoutRequest();

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => throw WithoutRequest();

    public Task RemoveAsync(string key) => throw WithoutRequest();

    private static InvalidOperationException WithoutRequest() => new("Sessions belong to requests.");

    private static byte[]? HashOf(string key)
    {
        var bytes = new byte[KeyBytes];
        return Base64Url.TryDecodeFromChars(key, bytes, out var written) && written == KeyBytes
            ? SHA256.HashData(bytes)
            : null;
    }

    // An issuer whose clock is ahead must not make a sign-in count as fresh for longer.
    private DateTimeOffset? AuthenticatedAt(ClaimsPrincipal principal) =>
        SessionClaims.AuthenticatedAtOf(principal) is not { } at ? null
        : at < time.GetUtcNow() ? at : time.GetUtcNow();

    private byte[] Seal(AuthenticationTicket ticket, byte[] hash) =>
        Protector(hash).Protect(TicketSerializer.Default.Serialize(ticket));

    private AuthenticationTicket? Open(StoredSession session, byte[] hash)
    {
        AuthenticationTicket? ticket;
        try
        {
            ticket = TicketSerializer.Default.Deserialize(Protector(hash).Unprotect(session.Ticket));
        }
        catch (CryptographicException)
        {
            Log.TicketDoesNotOpen(logger, session.Id);
            return null;
        }

        if (ticket?.Principal.Identity is not ClaimsIdentity identity
            || CurrentUser.From(ticket.Principal, options.Value)?.Subject != session.Subject)
        {
            return null;
        }

        // Limits are in the database.
        ticket.Properties.IssuedUtc = null;
        ticket.Properties.ExpiresUtc = null;
        ticket.Properties.Items[SubjectItem] = session.Subject;
        ticket.Properties.Items[EndsAtItem] = session.EndsAt.ToString("O", CultureInfo.InvariantCulture);
        Refresh(identity, session);
        return ticket;
    }

    // Roles count as portal.people has them now.
    private void Refresh(ClaimsIdentity identity, StoredSession session)
    {
        foreach (var old in identity.FindAll(claim =>
            claim.Type == options.Value.RoleClaim || claim.Type == SessionClaims.Session).ToList())
        {
            identity.RemoveClaim(old);
        }

        identity.AddClaims(session.Roles.Select(role => new Claim(options.Value.RoleClaim, role)));
        identity.AddClaim(new Claim(SessionClaims.Session, session.Id.ToString()));
    }

    private IDataProtector Protector(byte[] hash) =>
        protection.CreateProtector(Purpose, Convert.ToHexStringLower(hash));
}
