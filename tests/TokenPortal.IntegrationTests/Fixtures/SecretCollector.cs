using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>Notes every token, code and cookie that the server gives out, for the search in its logs.</summary>
internal sealed class SecretCollector(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int ShortestSecret = 12;

    private static readonly string[] TokenNames = ["access_token", "refresh_token", "id_token", "code"];

    private static readonly string[] Clients = ["calendar", "vault", "portal", "nightly", "demo-api"];

    private static readonly ConcurrentDictionary<string, bool> Collected = new();

    /// <summary>All that were seen in this run, and what the clients and people know.</summary>
    public static string[] Secrets =>
    [
        .. Collected.Keys, AuthorityFixture.Password,
        .. Clients.Select(AuthorityDriver.SecretOf),
        // As Basic sends them.
        .. Clients.Select(client =>
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{AuthorityDriver.SecretOf(client)}"))),
    ];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            foreach (var cookie in cookies) Note(cookie.Split(';')[0].Split('=', 2)[1]);
        if (response.Headers.Location is { IsAbsoluteUri: true } location)
            foreach (var name in TokenNames) Note(QueryHelpers.ParseQuery(location.Query).GetValueOrDefault(name).ToString());
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
            NoteTokens(await response.Content.ReadAsStringAsync(cancellationToken));
        return response;
    }

    private static void NoteTokens(string json)
    {
        if (json.Length == 0) return;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return;
        foreach (var name in TokenNames)
            if (document.RootElement.TryGetProperty(name, out var token)) Note(token.GetString());
    }

    private static void Note(string? secret)
    {
        if (secret is { Length: >= ShortestSecret }) Collected.TryAdd(secret, true);
    }
}
