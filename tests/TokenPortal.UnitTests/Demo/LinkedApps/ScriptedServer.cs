using System.Net;
using System.Text;

namespace TokenPortal.UnitTests.Demo.LinkedApps;

/// <summary>Stands for authority and API: <see cref="Accepted"/> tokens work, refreshes answer as scripted.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private const string Metadata = """
        { "authorization_endpoint": "http://as/authorize", "token_endpoint": "http://as/token",
          "userinfo_endpoint": "http://as/userinfo", "revocation_endpoint": "http://as/revoke" }
        """;

    public HashSet<string> Accepted { get; } = [];

    public (HttpStatusCode Status, string Json) RefreshAnswer { get; set; }

    public bool IsDown { get; set; }

    public List<string> Refreshes { get; } = [];

    public HttpStatusCode? ApiAnswer { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown) throw new HttpRequestException("refused");
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/.well-known/openid-configuration":
                return Json(HttpStatusCode.OK, Metadata);
            case "/token":
                Refreshes.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
                if (RefreshAnswer.Status == HttpStatusCode.OK) Accepted.Add("new");
                return Json(RefreshAnswer.Status, RefreshAnswer.Json);
            default:
                var isAccepted = Accepted.Contains(request.Headers.Authorization?.Parameter ?? "");
                return Json(ApiAnswer ?? (isAccepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), "{}");
        }
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string json) => new(status)
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
    };
}
