using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TokenPortal.Authority;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>The authority as it ships, on a loopback port, over a test database.</summary>
public sealed class RealServer : IAsyncDisposable
{
    public const string Client = "racer";
    public const string ClientSecret = "racer-secret";
    public const string Api = "demo-api";
    public const string ApiSecret = "api-secret";
    public const string Subject = "7d3c6f2e-0000-4000-8000-000000000001";
    public const string Email = "ann@example.com";
    public const string Password = "correct horse battery";
    public const string RedirectUri = "http://localhost/callback";

    private readonly WebApplication _application;
    private readonly string _keys;

    private RealServer(WebApplication application, Uri address, string keys) =>
        (_application, Address, _keys) = (application, address, keys);

    public Uri Address { get; }

    internal static async Task<RealServer> StartAsync(
        TestDatabase database, params (string Key, string Value)[] settings)
    {
        var address = new Uri($"http://localhost:{FreePort()}/");
        var keys = Directory.CreateTempSubdirectory("tokenportal-keys-").FullName;
        var application = AuthorityApplication.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(Settings(database, address, keys)
                .Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))));
        });
        application.Urls.Add(address.ToString());
        await application.StartAsync();
        return new RealServer(application, address, keys);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    private static Dictionary<string, string?> Settings(TestDatabase database, Uri address, string keys) => new()
    {
        ["ConnectionStrings:Authority"] = database.Owner + ";Pooling=true",
        ["Authority:Issuer"] = address.ToString(),
        ["Authority:KeysPath"] = keys,
        ["Authority:PortalAddress"] = "http://localhost/portal",
        ["Authority:Users:0:Subject"] = Subject,
        ["Authority:Users:0:Email"] = Email,
        ["Authority:Users:0:Name"] = "Ann",
        ["Authority:Users:0:Password"] = Password,
        ["Authority:Clients:0:ClientId"] = Client,
        ["Authority:Clients:0:ClientSecret"] = ClientSecret,
        ["Authority:Clients:0:DisplayName"] = "Racer",
        ["Authority:Clients:0:RedirectUris:0"] = RedirectUri,
        ["Authority:Clients:0:ConsentType"] = "Implicit",
        ["Authority:Clients:0:Scopes:0"] = "openid",
        ["Authority:Clients:0:Scopes:1"] = "offline_access",
        ["Authority:Clients:0:Scopes:2"] = "calendar.read",
        ["Authority:Clients:1:ClientId"] = Api,
        ["Authority:Clients:1:ClientSecret"] = ApiSecret,
        ["Authority:Clients:1:DisplayName"] = "Demo API",
        ["Authority:Clients:1:Kind"] = "ResourceServer",
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
