using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.Authority;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>The authority as it ships, with a client of each kind and a clock that tests move.</summary>
public class AuthorityFixture(DatabaseServer databases) : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly string _keys = Directory.CreateTempSubdirectory("tokenportal-keys-").FullName;

    private WebApplication? _application;
    private TestDatabase? _database;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    /// <summary>A fresh one, unless another was given before the start.</summary>
    public TestDatabase Database { get => _database!; init => _database = value; }

    /// <summary>Settings on top of the usual ones.</summary>
    public Dictionary<string, string?> More { get; init; } = [];

    /// <summary>Where the server's log goes besides the run's.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>The connection strings of the server and of its portal role; a test can lead them elsewhere.</summary>
    public Func<string, string> Connection { get; init; } = connectionString => connectionString;

    public IServiceProvider Services => _application!.Services;

    public Uri Address { get; private set; } = null!;

    public string KeysPath => _keys;

    public async ValueTask InitializeAsync()
    {
        _database ??= await databases.CreateAsync();
        await StartAsync();
    }

    public async Task RestartAsync()
    {
        await _application!.DisposeAsync();
        await StartAsync();
    }

    internal AuthorityDriver Visit(string client = "calendar", string email = "ann@example.com") =>
        new(Address, client, email);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_application is not null) await _application.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    private async Task StartAsync()
    {
        // The address is the issuer's, so a restarted server has to come back to the port that it had.
        Address ??= new Uri($"http://localhost:{FreePort()}/");
        _application = AuthorityApplication.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            RunLog.Attach(builder.Logging);
            Logging?.Invoke(builder.Logging);
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Configuration.AddInMemoryCollection(Settings());
        });
        _application.Urls.Add(Address.ToString());
        await _application.StartAsync();
    }

    private static string NotedSecretOf(string client)
    {
        var secret = AuthorityDriver.SecretOf(client);
        RunLog.Note(secret);
        RunLog.Note(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{client}:{secret}")));
        return secret;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Authority"] = Connection(Database.Owner) + ";Pooling=true",
            ["ConnectionStrings:TokenPortal"] = Connection(Database.Runtime) + ";Pooling=true",
            ["Authority:Issuer"] = Address.ToString(),
            ["Authority:KeysPath"] = _keys,
            ["Authority:PortalAddress"] = "http://localhost/portal",
        };
        settings["TokenPortal:RequestsPerMinute"] = "1000000";
        foreach (var (key, value) in More) settings[key] = value;
        Person("ann", roles: []);
        Person("ben", roles: []);
        Person("sue", roles: ["portal-support"]);
        Client("calendar", "Confidential", "openid", "profile", "email", "roles", "offline_access", "calendar.read",
            "calendar.write", "read:current_user_device_credentials", "delete:current_user_device_credentials");
        Client("vault", "Confidential", "openid", "offline_access", "files.read");
        Client("photos", "Public", "openid", "offline_access", "files.read");
        Client("portal", "Confidential", "openid", "profile", "roles");
        Client("nightly", "Machine", "files.read", "read:device_credentials", "delete:device_credentials",
            "delete:grants");
        Client("demo-api", "ResourceServer");
        settings["Authority:Clients:0:Publisher"] = "Calendar Works";
        settings["Authority:Clients:0:HomePage"] = "https://calendar.example/";
        settings["Authority:Clients:0:PrivacyPolicy"] = "https://calendar.example/privacy";
        settings["Authority:Clients:2:SelfRegistered"] = "true";
        settings["Authority:Clients:1:SelfContainedAccessTokens"] = "true";
        settings["Authority:Clients:3:ConsentType"] = "Implicit";
        return settings;

        void Person(string name, string[] roles)
        {
            var index = settings.Keys.Count(k => k.EndsWith(":Email", StringComparison.Ordinal));
            var key = $"Authority:Users:{index}";
            settings[$"{key}:Subject"] = $"subject-of-{name}";
            settings[$"{key}:Email"] = $"{name}@example.com";
            settings[$"{key}:Name"] = $"{char.ToUpperInvariant(name[0])}{name[1..]} Example";
            settings[$"{key}:Password"] = Password;
            RunLog.Note(Password);
            for (var i = 0; i < roles.Length; i++) settings[$"{key}:Roles:{i}"] = roles[i];
        }

        void Client(string id, string kind, params string[] scopes)
        {
            var index = settings.Keys.Count(k => k.EndsWith(":ClientId", StringComparison.Ordinal));
            var key = $"Authority:Clients:{index}";
            settings[$"{key}:ClientId"] = id;
            settings[$"{key}:Kind"] = kind;
            settings[$"{key}:DisplayName"] = $"The {id} app";
            if (kind != "Public") settings[$"{key}:ClientSecret"] = NotedSecretOf(id);
            if (kind is "Confidential" or "Public")
            {
                settings[$"{key}:RedirectUris:0"] = AuthorityDriver.RedirectUriOf(id);
                settings[$"{key}:PostLogoutRedirectUris:0"] = AuthorityDriver.GoodbyeUriOf(id);
            }

            for (var i = 0; i < scopes.Length; i++) settings[$"{key}:Scopes:{i}"] = scopes[i];
        }
    }
}
