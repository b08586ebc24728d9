using TokenPortal.Core.Auditing;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>One sign-in, as the page shows it.</summary>
/// <param name="Browser">As it is stored; <see cref="Shared.BrowserText"/> has the words.</param>
/// <param name="IsThis">The one that the page itself belongs to.</param>
public sealed record SessionModel(
    Guid Id, string? Browser, string? Network, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, bool IsThis)
{
    public static SessionModel From(SessionSummary session, Guid own) => new(
        session.Id, session.Origin.Browser, session.Origin.AddressPrefix, session.SignedInAt,
        session.LastSeenAt, session.Id == own);

    /// <summary>From where this session acts.</summary>
    public Origin Origin => new(Network, Browser);
}

/// <summary>The list as it was read, and the stamp that tells whether it may have changed since.</summary>
/// <param name="Failed">It could not be read: the rest says nothing.</param>
public sealed record SessionsSnapshot(IReadOnlyList<SessionModel> Sessions, string Stamp, DateTimeOffset ReadAt, bool Failed);
