using TokenPortal.Core.Access;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The list as it was read, and the stamp that tells whether it may have changed since.</summary>
/// <param name="Failed">The list could not be read: <see cref="Apps"/> is empty and says nothing.</param>
/// <param name="Refusal">Why the list is not for the one who asked, or null.</param>
public sealed record ConnectedAppsSnapshot(
    IReadOnlyList<AppCardModel> Apps, string Stamp, DateTimeOffset ReadAt, bool Failed,
    Refusal? Refusal = null);
