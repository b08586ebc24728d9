using System.Net;
using System.Text.RegularExpressions;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Tests.Shared.Circuits;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>One browser with one person: cookies of each host, redirects, and the sign-in form of the authority.</summary>
internal sealed partial class PortalVisitor(Uri portal, string email) : IDisposable
{
    public const string SessionCookie = "tp.session";

    private const int MostSteps = 12;

    private readonly HttpClient _http = new(new SecretCollector(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }));

    private readonly Dictionary<(string Authority, string Name), string> _cookies = [];

    /// <summary>Who answers when the authority asks.</summary>
    public string Email { get; set; } = email;

    /// <summary>How often the authority asked for the password.</summary>
    public int Passwords { get; private set; }

    /// <summary>The value of the portal's session cookie; to set it is what a thief does.</summary>
    public string? Session
    {
        get => _cookies.GetValueOrDefault((portal.Authority, SessionCookie));
        set => _cookies[(portal.Authority, SessionCookie)] = value!;
    }

    /// <summary>Every cookie that was set, with its flags.</summary>
    public List<string> AllSetCookies { get; } = [];

    public void Dispose() => _http.Dispose();

    public async Task SignInAsync(string address = "signin")
    {
        var (end, html) = await OpenAsync(address);
        Assert.True(end.Authority == portal.Authority && Session is not null, $"{end}: {html}");
    }

    /// <summary>Asks the portal once, without following where it leads.</summary>
    public Task<PortalAnswer> GetAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(new Uri(portal, address), form: null, headers);

    public Task<PortalAnswer> PostAsync(string address, params (string Name, string Value)[] fields) =>
        SendAsync(new Uri(portal, address), AuthorityDriver.Form(fields));

    /// <summary>A circuit with the portal's cookies, and none yet that was started.</summary>
    public Task<RawCircuit> ConnectAsync(string? origin = null) =>
        RawCircuit.ConnectAsync(portal, CookiesOf(portal), origin, RunLog.Note, TestContext.Current.CancellationToken);

    /// <summary>The hidden fields of one of a page's forms.</summary>
    public static List<(string Name, string Value)> FieldsOf(string html, string action)
    {
        var form = html.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
        Assert.True(form >= 0, $"There is no form {action}: {html}");
        return AuthorityDriver.HiddenFields(html[form..html.IndexOf("</form>", form, StringComparison.Ordinal)]);
    }

    /// <summary>Presses the button of the page's sign-out form.</summary>
    public async Task<PortalAnswer> SignOutAsync()
    {
        var page = await GetAsync("/");
        return await PostAsync("signout", [.. FieldsOf(page.Body, "signout")]);
    }

    /// <summary>Goes where an address leads, through the authority's sign-in when asked.</summary>
    public async Task<(Uri Address, string Html)> OpenAsync(string path)
    {
        var address = new Uri(portal, path);
        HttpContent? form = null;
        for (var step = 0; step < MostSteps; step++)
        {
            var answer = await SendAsync(address, form);
            form = null;
            if (answer.Location is { } location)
            {
                address = new Uri(address, location);
                continue;
            }

            if (!answer.Body.Contains("name=\"Password\"", StringComparison.Ordinal)) return (address, answer.Body);
            Passwords++;
            address = new Uri(address, WebUtility.HtmlDecode(FormAction().Match(answer.Body).Groups[1].Value));
            form = AuthorityDriver.Form(
            [
                .. AuthorityDriver.HiddenFields(answer.Body), ("Email", Email), ("Password", AuthorityFixture.Password),
            ]);
        }

        throw new InvalidOperationException($"Sent in circles, last to {address}.");
    }

    private async Task<PortalAnswer> SendAsync(
        Uri address, HttpContent? form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, address) { Content = form };
        if (CookiesOf(address) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToList() : [];
        AllSetCookies.AddRange(set);
        foreach (var pair in set.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
        {
            if (pair[1].Length > 0) _cookies[(address.Authority, pair[0])] = pair[1];
            else _cookies.Remove((address.Authority, pair[0]));
        }

        return new PortalAnswer(
            response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.Location?.ToString(), set, response.Headers.ToDictionary(
                header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase));
    }

    private string CookiesOf(Uri address) => string.Join("; ", _cookies
        .Where(cookie => cookie.Key.Authority == address.Authority)
        .Select(cookie => $"{cookie.Key.Name}={cookie.Value}"));

    [GeneratedRegex("<form[^>]*action=\"([^\"]*)\"")]
    private static partial Regex FormAction();
}

/// <summary>What came back.</summary>
internal sealed record PortalAnswer(
    HttpStatusCode Status, string Body, string? Location, IReadOnlyList<string> SetCookies,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The page is the signed-in person's.</summary>
    public bool IsSignedIn(string subject = PortalSite.Ann) =>
        Status == HttpStatusCode.OK && Body.Contains($"data-user=\"{subject}\"", StringComparison.Ordinal);

    /// <summary>The way to the sign-in page.</summary>
    public bool LeadsToSignIn => Status == HttpStatusCode.Redirect && Location?.Contains("/signin", StringComparison.Ordinal) is true;
}
