using System.Net;
using System.Net.Sockets;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>The portal and the authority as they ship, over one database, with clocks that tests move.</summary>
public sealed class PortalSite(DatabaseServer databases) : IAsyncLifetime
{
    public const string Ann = "subject-of-ann";

    private readonly int _port = FreePort();
    private AuthorityFixture _authority = null!;

    /// <summary>The portal's clock. The authority's stands still as well, until a test moves one.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public FakeTimeProvider AuthorityClock => _authority.Clock;

    public TestDatabase Database => _authority.Database;

    /// <summary>Where the portal looks for its database, when not where it is.</summary>
    public Func<string, string> Connection { get; init; } = connectionString => connectionString;

    /// <summary>By how much the authority's clock is behind at first, so that it can be moved without leading.</summary>
    public TimeSpan AuthorityBehind { get; init; }

    /// <summary>Added to the portal's own.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>Settings on top of the usual ones.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];

    internal PortalFixture Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _authority = new AuthorityFixture(databases)
        {
            More = { ["Authority:Clients:3:RedirectUris:1"] = $"http://127.0.0.1:{_port}/signin-oidc" },
        };
        // Identity tokens are checked by the real time.
        _authority.Clock.SetUtcNow(Clock.GetUtcNow() - AuthorityBehind);
        await _authority.InitializeAsync();
        Portal = await PortalFixture.StartAsync(_authority.Database, _port, Clock, Services,
        [
            ("ConnectionStrings:TokenPortal", Connection(_authority.Database.Runtime)),
            ("Identity:Authority", _authority.Address.ToString()),
            ("Identity:ClientCredentials:0:SourceType", "ClientSecret"),
            ("Identity:ClientCredentials:0:ClientSecret", AuthorityDriver.SecretOf("portal")),
            ("Identity:Scope:0", "roles"),
            .. Settings,
        ]);
    }

    /// <summary>Everyone is signed out and known to nobody.</summary>
    public Task ForgetPeopleAsync() => ExecuteAsync("truncate portal.sessions, portal.people");

    internal PortalVisitor Visit(string name = "ann") => new(Portal.Address, $"{name}@example.com");

    /// <summary>A browser that is signed in.</summary>
    internal async Task<PortalVisitor> SignInAsync(string name = "ann")
    {
        var visitor = Visit(name);
        await visitor.SignInAsync();
        return visitor;
    }

    /// <summary>As an operator does it in the database.</summary>
    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(Database.Superuser);
        await connection.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await _authority.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
