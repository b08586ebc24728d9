using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>Tokens that a generated request may carry: none of them may be ended by the client that sends it.</summary>
/// <param name="Foreign">Live, and of a client that does not send.</param>
/// <param name="Dead">Own, and revoked.</param>
internal sealed record TokenPool(string[] Foreign, string[] Dead, string Bearer);

/// <summary>Makes requests from a seed: half of them with valid credentials, all of them bad or without effect.</summary>
internal sealed class GeneratedRequests(int seed, TokenPool tokens)
{
    private const string Photos = "photos";
    private const string Calendar = "calendar";

    private static readonly string[] Oddities =
    [
        "", " ", "\0", "\r\n", "%00", "'", "\"", "\\", "--", "null", "true", "0", "-1", "[]", "{}", "\u202e", "\ud83d\ude00",
        "../", "<script>", "' or 1=1", "$1", "@p0", "\u00e9", "\uffff", "a\tb", "&", "=", "+", ";",
    ];

    private static readonly string[] Hints = ["refresh_token", "access_token", "id_token", "banana", ""];

    private readonly Random _random = new(seed);

    /// <summary>A request, which endpoint it goes to, and whether its credentials are good.</summary>
    public (string Endpoint, bool Valid, HttpRequestMessage Request) Next()
    {
        var valid = _random.Next(2) == 0;
        return _random.Next(5) switch
        {
            0 => ("device-credentials", valid, Devices(valid)),
            1 => ("introspect", valid, Fields("connect/introspect", valid, asJson: false, Calendar)),
            _ => ("revoke", valid, Fields(
                One("oauth/revoke", "connect/revoke"), valid, asJson: Chance(2), Chance(4) ? Calendar : Photos)),
        };
    }

    private HttpRequestMessage Fields(string path, bool valid, bool asJson, string client)
    {
        // The public client spares the server the costly check of a secret, and gets as far.
        List<(string Name, string Value)> fields = valid ? Credentials(client) : BadCredentials();
        fields.Add(("token", valid && Chance(3) ? One(tokens.Foreign) : Token()));
        if (Chance(2)) fields.Add(("token_type_hint", Chance(3) ? Odd() : One(Hints)));
        if (Chance(3)) fields.Add((valid ? $"x_{_random.Next(9)}" : Odd(), Odd()));
        if (!valid && Chance(4)) fields.Add(One([.. fields]));

        var bytes = asJson ? Json(fields) : Form(fields);
        if (!valid && Chance(3)) Mutate(bytes);
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation(
            "Content-Type", asJson ? "application/json" : "application/x-www-form-urlencoded");
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private HttpRequestMessage Devices(bool valid)
    {
        string[] names = ["user_id", "client_id", "type", "page", "per_page", "include_totals", "fields", "include_fields"];
        var query = string.Join('&', Enumerable.Range(0, _random.Next(4)).Select(_ =>
            $"{One(names)}={Uri.EscapeDataString(Chance(2) ? Odd() : _random.Next(-5, 2000).ToString(null, null))}"));
        var request = Chance(3)
            ? new HttpRequestMessage(HttpMethod.Delete, $"api/v2/device-credentials/{Id()}")
            : new HttpRequestMessage(HttpMethod.Get, $"api/v2/device-credentials?{query}");
        if (valid) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Bearer);
        else request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {InHeader(Token())}");
        return request;
    }

    // None of them was ever given to a device.
    private string Id() => Chance(2) ? $"dcr_{_random.NextInt64(1_000_000_000_000_000, long.MaxValue):D16}"[..20]
        : Uri.EscapeDataString($"dcr_{Odd()}{Odd()}");

    private static List<(string, string)> Credentials(string client) => client == Photos
        ? [("client_id", Photos)]
        : [("client_id", client), ("client_secret", AuthorityDriver.SecretOf(client))];

    private List<(string, string)> BadCredentials() => _random.Next(5) switch
    {
        0 => [],
        1 => [("client_id", Odd())],
        2 => [("client_id", Calendar), ("client_secret", Odd())],
        3 => [("client_id", Photos), ("client_secret", "x")],
        _ => [("client_id", $"nobody{_random.Next()}"), ("client_secret", "x")],
    };

    private string Token() => _random.Next(5) switch
    {
        0 => Odd(),
        1 => One(tokens.Dead),
        2 => Convert.ToBase64String(Bytes(32)).TrimEnd('='),
        3 => Cut(One(tokens.Foreign)),
        _ => $"{Convert.ToBase64String(Bytes(20))}.{Convert.ToBase64String(Bytes(20))}.{Convert.ToBase64String(Bytes(20))}",
    };

    // What no client can send in a header.
    private static string InHeader(string text) => string.Concat(text.Where(c => c is not ('\0' or '\r' or '\n')));

    private static string Cut(string token) => token[..^1] + (token[^1] == 'A' ? 'B' : 'A');

    private string Odd() => string.Concat(Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => One(Oddities)));

    private void Mutate(byte[] bytes)
    {
        for (var i = 0; i < 3 && bytes.Length > 0; i++) bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];

    private static byte[] Form(IEnumerable<(string Name, string Value)> fields) => Encoding.UTF8.GetBytes(
        string.Join('&', fields.Select(field => $"{Escape(field.Name)}={Escape(field.Value)}")));

    private static byte[] Json(IEnumerable<(string Name, string Value)> fields) => Encoding.UTF8.GetBytes(
        $"{{{string.Join(',', fields.Select(f => $"{JsonSerializer.Serialize(f.Name)}:{JsonSerializer.Serialize(f.Value)}"))}}}");

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
