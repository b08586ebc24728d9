using System.IO.Compression;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>A session at the portal, which asks for pages as a browser does.</summary>
internal sealed class PortalSession : IDisposable
{
    private const int MostAttempts = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private PortalSession(Uri portal, string cookies)
    {
        _http.BaseAddress = portal;
        _http.DefaultRequestHeaders.Add("Cookie", cookies);
        _http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        Cookies = cookies;
    }

    public string Cookies { get; }

    /// <summary>Signs in at the authority, with its form.</summary>
    public static async Task<PortalSession> SignInAsync(
        Uri portal, SampleAccount account, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var visitor = new Visitor();
            var end = await visitor.ConnectAsync(new Uri(portal, "signin"), account, cancellationToken);
            if (end == portal) return new PortalSession(portal, visitor.Cookies);
            // On a busy disk the database can take longer than the portal waits.
            if (attempt == MostAttempts)
                throw new InvalidOperationException($"The sign-in ended at {end.GetLeftPart(UriPartial.Path)}.");
        }
    }

    /// <summary>Loads the list page's HTML, whole.</summary>
    public async Task<LoadedPage> LoadAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri("", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        return new LoadedPage(
            await response.Content.ReadAsByteArrayAsync(cancellationToken),
            string.Join(", ", response.Content.Headers.ContentEncoding));
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A page's bytes as they came over the wire.</summary>
/// <param name="Encoding">How they are compressed; empty when they are not.</param>
internal sealed record LoadedPage(byte[] Bytes, string Encoding)
{
    /// <exception cref="NotSupportedException">It is compressed in a way that nobody asked for.</exception>
    public string Unpack()
    {
        using var packed = new MemoryStream(Bytes);
        using Stream stream = Encoding switch
        {
            "" => packed,
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => throw new NotSupportedException($"The page is compressed by {Encoding}."),
        };
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
