using Microsoft.Extensions.Caching.Memory;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Pages that are being left by a form which ends or replaces their session. Such a page still stands while the answer
/// leads the browser on, and must not be led elsewhere by the hint of what its own form has done: signing out would never
/// get to the issuer, where the session that signs in again would live on.
/// </summary>
internal sealed class LeavingPages : IDisposable
{
    /// <summary>The form field that names the page: see <see cref="PageField"/>.</summary>
    public const string Field = "page";

    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>Notes the page that a posted form stands on, before its session is touched.</summary>
    public async Task NoteAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType) return;
        var form = await request.ReadFormAsync(cancellationToken);
        if (Guid.TryParse(form[Field], out var page))
            _pages.Set(page, true, new MemoryCacheEntryOptions
            {
                Size = 1,
                AbsoluteExpirationRelativeToNow = Remembered,
            });
    }

    public bool Contains(Guid page) => _pages.TryGetValue(page, out _);

    public void Dispose() => _pages.Dispose();
}
