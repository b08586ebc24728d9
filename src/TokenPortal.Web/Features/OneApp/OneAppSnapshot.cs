using TokenPortal.Core.Access;
using TokenPortal.Web.Features.History;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>An app as it was read, and the stamp that tells whether it may have changed since.</summary>
/// <param name="Key">The address that was asked for.</param>
/// <param name="App">Null when it could not be read, or is not for the one who asked.</param>
/// <param name="Timeline">The newest entries of its history.</param>
/// <param name="Zone">The time zone that the timeline's texts are in.</param>
/// <param name="Failed">It could not be read: all the rest says nothing.</param>
/// <param name="Refusal">Why it is not for the one who asked, or null.</param>
public sealed record OneAppSnapshot(
    string Key,
    OneAppModel? App,
    IReadOnlyList<HistoryRowModel> Timeline,
    string Stamp,
    string Zone,
    bool Failed,
    Refusal? Refusal = null);
