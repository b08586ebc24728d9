using System.Text;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>A request that a server must refuse, as bytes.</summary>
/// <param name="Path">For example /oauth/revoke.</param>
internal sealed record BadRequest(string Name, string Path, string Method, string Headers, byte[] Body, string? Length = null)
{
    public byte[] ToBytes(Uri server) =>
    [
        .. Encoding.Latin1.GetBytes(
            $"{Method} {Path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n{Headers}"
            + (Length is "" ? "\r\n" : $"Content-Length: {Length ?? Body.Length.ToString(null, null)}\r\n\r\n")),
        .. Body,
    ];
}

/// <summary>Cases 103 to 125 and more of their kind, written by hand.</summary>
internal static class BadRequests
{
    private const string Revoke = "/oauth/revoke";
    private const string Introspect = "/connect/introspect";
    private const string Devices = "/api/v2/device-credentials";
    private const string Form = "Content-Type: application/x-www-form-urlencoded\r\n";
    private const string Json = "Content-Type: application/json\r\n";

    private static readonly string Credentials = $"client_id=calendar&client_secret={AuthorityDriver.SecretOf("calendar")}";
    private static readonly string Members =
        $"\"client_id\":\"calendar\",\"client_secret\":\"{AuthorityDriver.SecretOf("calendar")}\"";

    /// <param name="token">A live token of another client; whoever gets it through must not end it.</param>
    /// <param name="bearer">A token that is good for the device-credentials API.</param>
    public static IEnumerable<BadRequest> All(string token, string bearer) =>
    [
        .. ContentTypes(token), .. Forms(token), .. JsonBodies(token), .. Authorizations(token), .. Framing(token),
        .. Queries(bearer),
    ];

    private static IEnumerable<BadRequest> ContentTypes(string token)
    {
        string[] types =
        [
            "", "Content-Type: \r\n", "Content-Type: invalid/@@##\r\n", "Content-Type: <b>form</b>\r\n",
            "Content-Type: text\r\n", "Content-Type: text/[html]\r\n", "Content-Type: text/plain\r\n",
            "Content-Type: multipart/form-data\r\n", "Content-Type: multipart/form-data; boundary=x\r\n",
            "Content-Type: application/xml\r\n", "Content-Type: application/jwt\r\n", "Content-Type: */*\r\n",
            "Content-Type: application/json-patch+json\r\n", "Content-Type: application/x-www-form-urlencoded2\r\n",
            "Content-Type: application/x-www-form-urlencoded; charset=utf-7\r\n",
            "Content-Type: application/x-www-form-urlencoded; charset=iso-8859-1\r\n",
            "Content-Type: application/x-www-form-urlencoded, application/json\r\n",
            "Content-Type: application/json; charset=utf-16\r\n", "Content-Type: ;;;\r\n",
            $"{Form}Content-Encoding: gzip\r\n", $"{Form}Content-Encoding: deflate\r\n", $"{Json}Content-Encoding: br\r\n",
        ];
        foreach (var path in new[] { Revoke, Introspect })
            foreach (var type in types)
                yield return new($"{path} {type.Trim()}", path, "POST", type, Text($"{Credentials}&token={token}"));
        yield return new("JSON to introspection", Introspect, "POST", Json, Text($"{{{Members},\"token\":\"{token}\"}}"));
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "OPTIONS", "PROPFIND" })
        {
            yield return new($"{method} {Revoke}", Revoke, method, Form, Text($"{Credentials}&token={token}"));
            yield return new($"{method} {Introspect}", Introspect, method, Form, Text($"{Credentials}&token={token}"));
        }
    }

    private static IEnumerable<BadRequest> Forms(string token)
    {
        string[] bodies =
        [
            "", "&", "=", "&&&&", "token", "token=", "token=%20%20", "%", "%=%", "token=%", "token=%zz",
            $"{Credentials}&token=%00", $"{Credentials}&token={token}%00", $"{Credentials}&token=a%0d%0ab",
            $"{Credentials}&token=a%7fb", $"{Credentials}&token=%c3%a9",
            $"{Credentials}&token={token}&token={token}", $"{Credentials}&token={token}&client_id=calendar",
            $"{Credentials}&client_secret=x&token={token}",
            $"{Credentials}&token={token}&token_type_hint=a&token_type_hint=b", $"{Credentials}&Token={token}",
            $"{Credentials}&token[]={token}", $"token={token}", $"client_id=calendar&token={token}",
            $"client_id=&client_secret=&token={token}", $"client_id=%00&token={token}",
            $"client_id=calendar%00&client_secret=x&token={token}", $"client_id=%0d%0aX:1&token={token}",
            $"client_id=%e2%80%ae&token={token}", $"client_id={new string('a', 5000)}&token={token}",
            $"client_id=' or 1=1 --&client_secret='&token={token}", $"client_id=portal&client_secret=%00&token={token}",
            $"client_id=calendar&client_secret={new string('s', 20000)}&token={token}",
            $"client_id=photos&client_secret=x&token={token}",
            $"{Credentials}&client_assertion=x&token={token}",
            $"{Credentials}&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&token={token}",
            $"client_assertion=a.b.c&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&token={token}",
            $"client_assertion={UnsignedAssertion}&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&token={token}",
            $"client_id=calendar&client_assertion=x&client_assertion_type=nonsense&token={token}",
            string.Join('&', Enumerable.Range(0, 2000).Select(i => $"k{i}={i}")),
            $"{new string('k', 5000)}=1&{Credentials}&token={token}",
            $"{Credentials}&token={new string('t', 70000)}",
        ];
        return bodies.Select(body => new BadRequest($"form {Short(body)}", Revoke, "POST", Form, Text(body)));
    }

    // A header and claims that say client id NUL, and no signature.
    private static string UnsignedAssertion => string.Join('.',
        Base64("""{"alg":"none","typ":"JWT"}"""),
        Base64("""{"iss":"a\u0000b","sub":"a\u0000b","aud":"x","exp":9999999999,"jti":"1"}"""), "");

    private static IEnumerable<BadRequest> JsonBodies(string token)
    {
        string[] bodies =
        [
            "", " ", "null", "[]", "1", "true", "\"token\"", "{", "{}", "{]", "}", "[{}]", "\uFEFF{}", "{'token':'x'}",
            $"{{{Members}}}", $"{{{Members},\"token\":null}}", $"{{{Members},\"token\":1}}",
            $"{{{Members},\"token\":true}}", $"{{{Members},\"token\":{{}}}}", $"{{{Members},\"token\":[\"{token}\"]}}",
            $"{{{Members},\"token\":\"\"}}", $"{{{Members},\"token\":\"   \"}}", $"{{{Members},\"token\":\"a\\u0000b\"}}",
            $"{{{Members},\"token\":\"\\ud800\"}}", $"{{{Members},\"token\":\"{token}\",\"token\":\"{token}\"}}",
            $"{{{Members},\"token\":\"{token}\"}}x", $"{{{Members},\"token\":\"{token}\"}}{{}}",
            $"{{{Members},\"token\":\"{token}\",}}", $"{{{Members},\"token\":\"{token}\"", $"// x\n{{{Members}}}",
            $"{{\"client_id\":1,\"token\":\"{token}\"}}", $"{{\"client_id\":null,\"token\":\"{token}\"}}",
            $"{{\"client_id\":\"a\\u0000\",\"client_secret\":\"x\",\"token\":\"{token}\"}}",
            $"{{\"client_id\":\"calendar\",\"client_secret\":[],\"token\":\"{token}\"}}",
            $"{{\"CLIENT_ID\":\"calendar\",\"TOKEN\":\"{token}\"}}", $"{Credentials}&token={token}",
            string.Concat(Enumerable.Repeat("[", 10000)), string.Concat(Enumerable.Repeat("{\"a\":", 10000)),
            $"{{{Members},\"token\":\"{new string('t', 70000)}\"}}",
        ];
        foreach (var body in bodies) yield return new($"JSON {Short(body)}", Revoke, "POST", Json, Text(body));
        yield return new("JSON not UTF-8", Revoke, "POST", Json, [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);
        yield return new("form not UTF-8", Revoke, "POST", Form, [.. Text($"{Credentials}&token="), 0xFF, 0xFE]);
    }

    private static IEnumerable<BadRequest> Authorizations(string token)
    {
        string[] headers =
        [
            "Basic", "Basic ", "Basic !!!", "Basic Og==", "Basic bm9jb2xvbg==", $"Basic {Base64("\0:\0")}",
            $"Basic {Base64("calendar:wrong")}", $"Basic {Base64("%00:x")}", $"Basic {Base64("%:%")}",
            $"Basic {Base64("nobody:x")}", "Bearer abc", "Digest username=x", "Basic " + new string('A', 20000),
        ];
        foreach (var header in headers)
        {
            yield return new($"Authorization {Short(header)}", Revoke, "POST",
                $"{Form}Authorization: {header}\r\n", Text($"token={token}"));
        }

        var basic = Base64($"calendar:{AuthorityDriver.SecretOf("calendar")}");
        yield return new("Basic and body", Revoke, "POST", $"{Form}Authorization: Basic {basic}\r\n",
            Text($"{Credentials}&token={token}"));
        yield return new("two Authorization headers", Revoke, "POST",
            $"{Form}Authorization: Basic {basic}\r\nAuthorization: Basic {basic}\r\n", Text($"token={token}"));
    }

    private static IEnumerable<BadRequest> Framing(string token)
    {
        var body = Text($"{Credentials}&token={token}");
        yield return new("two lengths", Revoke, "POST", $"{Form}Content-Length: 1\r\n", body);
        yield return new("negative length", Revoke, "POST", Form, body, "-1");
        yield return new("length of letters", Revoke, "POST", Form, body, "abc");
        yield return new("31 MB announced", Revoke, "POST", Form, [], "32505856");
        yield return new("body shorter than its length", Revoke, "POST", Form, body, "5000");
        yield return new("chunk size of letters", Revoke, "POST", $"{Form}Transfer-Encoding: chunked\r\n",
            Text("zz\r\nabc\r\n0\r\n\r\n"), "");
        yield return new("unknown transfer encoding", Revoke, "POST", $"{Form}Transfer-Encoding: x\r\n", body, "");
        yield return new("NUL in a header", Revoke, "POST", $"{Form}X-A: a\0b\r\n", body);
        yield return new("header without a colon", Revoke, "POST", $"{Form}nonsense\r\n", body);
        yield return new("two hosts", Revoke, "POST", $"{Form}Host: elsewhere\r\n", body);
        yield return new("40 kB of headers", Revoke, "POST", $"{Form}X-A: {new string('a', 40000)}\r\n", body);
        yield return new("200 headers", Revoke, "POST",
            Form + string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n")), body);
        yield return new("10 kB of address", $"{Revoke}?a={new string('a', 10000)}", "POST", Form, body);
        yield return new("everything in the query", $"{Revoke}?{Credentials}&token={token}", "POST", Form, []);
        yield return new("JSONP", $"{Revoke}?callback=x&{Credentials}&token={token}", "GET", "", []);
    }

    private static IEnumerable<BadRequest> Queries(string bearer)
    {
        var authorization = $"Authorization: Bearer {bearer}\r\n";
        string[] queries =
        [
            "page=-1", "page=1.5", "page=1e3", "page=NaN", "page=%00", "page=+1", "page= 1", "page=99999999999999999999",
            "per_page=0", "per_page=1001", "per_page=-5", "per_page=x", "include_totals=1", "include_totals=TRUE",
            "include_fields=no", "fields=payload", "fields=reference_id", "fields=,", "fields=id;drop", "fields=*",
            "type=x", "type=refresh_token,public_key", "user_id=a&user_id=b", "user_id=%00", "user_id=%0d%0a",
            "client_id=%00", "client_id=%1b", "page=1&page=2", "fields=%00",
        ];
        foreach (var query in queries) yield return new($"GET ?{query}", $"{Devices}?{query.Replace(' ', '+')}", "GET", authorization, []);
        string[] ids = ["x", "dcr_", "dcr_%00", "dcr_000000000000000%2e", "%2e%2e%2f", "dcr_" + new string('0', 5000), "me", "*"];
        foreach (var id in ids) yield return new($"DELETE {Short(id)}", $"{Devices}/{id}", "DELETE", authorization, []);
        string[] bearers = ["", "Bearer", "Bearer ", "Bearer a b", "Bearer \u00e9", "Basic eDp5", $"Bearer {new string('a', 20000)}", "Bearer a.b.c", "Bearer %00"];
        foreach (var header in bearers) yield return new($"Authorization {Short(header)}", Devices, "GET", $"Authorization: {header}\r\n", []);
        foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" })
            yield return new($"{method} {Devices}", Devices, method, authorization, []);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Short(string text) => text.Length > 60 ? $"{text[..60]}... ({text.Length})" : text;
}
