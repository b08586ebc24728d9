using System.Net;
using System.Text.RegularExpressions;

namespace TokenPortal.IntegrationTests.Adoption;

/// <summary>
/// As much of a browser as a sign-in takes: cookies (those for https as well, which browsers allow on localhost),
/// redirects, and forms that post themselves.
/// </summary>
internal sealed partial class Browser : IDisposable
{
    private const int MostSteps = 12;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Dictionary<(string Authority, string Name), string> _cookies = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    /// <summary>Opens an address and goes where it leads.</summary>
    /// <param name="until">An address whose page is not there: the app's.</param>
    /// <returns>The last address and its page.</returns>
    public async Task<(Uri Address, string Html)> OpenAsync(Uri address, Uri? until = null)
    {
        HttpContent? form = null;
        for (var step = 0; step < MostSteps; step++)
        {
            if (until is not null && address.GetLeftPart(UriPartial.Path) == until.ToString()) return (address, "");

            using var answer = await SendAsync(address, form);
            form = null;
            if (answer.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                continue;
            }

            var html = await answer.Content.ReadAsStringAsync(Cancellation);
            if (SelfPosting().Match(html) is not { Success: true } match) return (address, html);
            address = new Uri(address, WebUtility.HtmlDecode(match.Groups["action"].Value));
            form = new FormUrlEncodedContent(Field().Matches(html).Select(field => KeyValuePair.Create(
                WebUtility.HtmlDecode(field.Groups["name"].Value), WebUtility.HtmlDecode(field.Groups["value"].Value))));
        }

        throw new InvalidOperationException($"Sent in circles, last to {address}.");
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, HttpContent? form)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = form };
        var cookies = string.Join("; ", _cookies.Where(cookie => cookie.Key.Authority == address.Authority)
            .Select(cookie => $"{cookie.Key.Name}={cookie.Value}"));
        if (cookies.Length > 0) request.Headers.Add("Cookie", cookies);
        var answer = await _http.SendAsync(request, Cancellation);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var pair in set.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
                _cookies[(address.Authority, pair[0])] = pair[1];
        }

        return answer;
    }

    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]*)\"[^>]*>.*document.form.submit", RegexOptions.Singleline)]
    private static partial Regex SelfPosting();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Field();
}
