using System.Net;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>Whatever comes in: a clear error, no row changed, no word of the inside, and the server lives.</summary>
public sealed class BadInputTests(AuthorityFixture authority, ITestOutputHelper output)
    : IClassFixture<AuthorityFixture>
{
    private const int FewestRequests = 120;

    // OpenIddict's tables; that somebody tried with another's token is noted in the history.
    private const string ServerRows = "row not like 'h %'";

    [Fact]
    [Proves("R21", "content types")]
    public async Task Request_WrittenByHand_IsRefusedAndChangesNothing()
    {
        using var vault = authority.Visit("vault");
        var tokens = await vault.ConnectAsync("openid offline_access files.read");
        var token = tokens.GetProperty("refresh_token").GetString()!;
        var bearer = await BearerAsync();
        var before = await authority.Database.SnapshotAsync(ServerRows);
        var requests = BadRequests.All(token, bearer).ToList();
        var statuses = new SortedDictionary<int, int>();
        var wrong = new List<string>();

        foreach (var request in requests)
        {
            var (status, headers, body) = await RawHttp.SendAsync(
                authority.Address, request.ToBytes(authority.Address), hangUp: request.Length is { Length: > 0 });
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            // Nothing at all is only for what is no HTTP, or ends in the middle.
            if (status is < 400 or >= 500 && !(status == 0 && request.Length is { Length: > 0 }))
                wrong.Add($"{request.Name}: {status} {body}");
            Leaks.AssertNone(request.Name, headers, body);
            if (body.Length > 0) AssertIsError(request, body);
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await authority.Database.SnapshotAsync(ServerRows));
        Assert.Equal(HttpStatusCode.OK, (await vault.RefreshAsync(token)).Status);
        output.WriteLine($"{requests.Count} requests: {string.Join(", ", statuses.Select(s => $"{s.Value} x {s.Key}"))}");
        Assert.True(requests.Count >= FewestRequests);
    }

    private async Task<string> BearerAsync()
    {
        using var machine = authority.Visit("nightly");
        var (_, tokens) = await machine.PostAsync("connect/token",
            ("grant_type", "client_credentials"), ("scope", "read:device_credentials delete:device_credentials"));
        return tokens.GetProperty("access_token").GetString()!;
    }

    private static void AssertIsError(BadRequest request, string body)
    {
        // Chunked answers come with their sizes around them.
        var json = body[body.IndexOf('{')..(body.LastIndexOf('}') + 1)];
        var error = JsonSerializer.Deserialize<JsonElement>(json);
        Assert.False(string.IsNullOrEmpty(error.GetProperty("error").GetString()), request.Name);
        ErrorTexts.AssertPlain(json);
    }
}

/// <summary>RFC 6749 section 5.2: ASCII, without quotes and backslashes.</summary>
internal static class ErrorTexts
{
    public static void AssertPlain(string json)
    {
        if (!json.Contains("\"error\"", StringComparison.Ordinal)) return;
        var error = JsonSerializer.Deserialize<JsonElement>(json);
        foreach (var name in new[] { "error", "error_description" })
        {
            if (error.TryGetProperty(name, out var text))
                Assert.Matches(@"\A[\x20-\x21\x23-\x5B\x5D-\x7E]+\z", text.GetString());
        }
    }
}

/// <summary>Words that would tell of the inside.</summary>
internal static class Leaks
{
    private static readonly string[] Words =
    [
        "   at ", "Exception", "StackTrace", "Npgsql", "postgres", "OpenIddictTokens", "select ", "22021", "TokenPortal.",
        "System.", ".cs:line",
    ];

    public static void AssertNone(string name, params string[] texts)
    {
        foreach (var text in texts)
        {
            var word = Words.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
            Assert.True(word is null, $"{name} tells of \"{word}\": {text}");
        }
    }
}
