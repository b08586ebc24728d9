using System.Net;
using System.Text.RegularExpressions;

namespace TokenPortal.Demo.Samples;

/// <summary>
/// A person with a browser who signs in, and says yes when asked. It knows pages and forms, no shortcuts.
/// </summary>
internal sealed partial class Visitor : IDisposable
{
    private const int MaxPages = 12;

    // The framework's own jar would drop cookies of a server whose clock is set back.
    private readonly Dictionary<string, string> _cookies = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>As the browser would send them.</summary>
    public string Cookies => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>Follows an app's Connect button through sign-in and consent, and returns where that ended.</summary>
    public async Task<Uri> ConnectAsync(Uri start, SampleAccount account, CancellationToken cancellationToken)
    {
        var address = start;
        var (response, html) = await SendAsync(HttpMethod.Get, address, null, cancellationToken);
        for (var page = 0; page < MaxPages; page++)
        {
            if (response.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                (response, html) = await SendAsync(HttpMethod.Get, address, null, cancellationToken);
            }
            else if (FillIn(html, account) is var (action, fields))
            {
                address = new Uri(address, action);
                (response, html) = await SendAsync(HttpMethod.Post, address, fields, cancellationToken);
            }
            else
            {
                return response.IsSuccessStatusCode
                    ? address
                    : throw Lost(address, $"it answered {response.StatusCode}");
            }
        }

        throw Lost(address, "there was no end to it");
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The page's form with what this person enters, or null when there is none to fill in.</summary>
    internal static (string Action, Dictionary<string, string> Fields)? FillIn(string html, SampleAccount account)
    {
        foreach (Match form in FormPattern().Matches(html))
        {
            var fields = InputPattern().Matches(form.Groups["body"].Value)
                .Select(input => (Name: Attribute(input.Value, "name"), Value: Attribute(input.Value, "value") ?? ""))
                .Where(input => input.Name is not null)
                .GroupBy(input => input.Name!)
                .ToDictionary(inputs => inputs.Key, inputs => inputs.First().Value);
            var action = Attribute(form.Groups["tag"].Value, "action") ?? "";
            if (fields.ContainsKey("Password"))
            {
                fields["Email"] = account.Email;
                fields["Password"] = account.Password;
                return (action, fields);
            }

            if (form.Value.Contains("name=\"decision\"", StringComparison.Ordinal))
            {
                fields["decision"] = "allow";
                return (action, fields);
            }
        }

        return null;
    }

    private async Task<(HttpResponseMessage Response, string Html)> SendAsync(
        HttpMethod method, Uri address, Dictionary<string, string>? fields, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        if (fields is not null) request.Content = new FormUrlEncodedContent(fields);
        if (_cookies.Count > 0) request.Headers.Add("Cookie", Cookies);
        var response = await _http.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies)
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                if (pair[1].Length == 0) _cookies.Remove(pair[0]);
                else _cookies[pair[0]] = pair[1];
            }
        }

        return (response, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\s{name}=\"(?<value>[^\"]*)\"", RegexOptions.IgnoreCase);
        return match.Success ? WebUtility.HtmlDecode(match.Groups["value"].Value) : null;
    }

    private static InvalidOperationException Lost(Uri address, string what) =>
        new($"A sample sign-in got lost at {address.GetLeftPart(UriPartial.Path)}: {what}.");

    [GeneratedRegex("(?<tag><form[^>]*>)(?<body>.*?)</form>",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex InputPattern();
}
