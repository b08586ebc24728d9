using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>Notes every token, code and cookie that a server gives out, for the search in its logs.</summary>
internal sealed class SecretCollector(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string[] TokenNames = ["access_token", "refresh_token", "id_token", "code"];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            foreach (var cookie in cookies) RunLog.Note(cookie.Split(';')[0].Split('=', 2)[1]);
        if (response.Headers.Location is { IsAbsoluteUri: true } location)
            foreach (var name in TokenNames) RunLog.Note(QueryHelpers.ParseQuery(location.Query).GetValueOrDefault(name).ToString());
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
            if (document.RootElement.TryGetProperty(name, out var token)) RunLog.Note(token.GetString());
    }
}
