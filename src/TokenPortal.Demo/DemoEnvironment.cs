using System.Collections.Concurrent;
using Npgsql;
using TokenPortal.Authority;
using TokenPortal.Authority.Failures;
using TokenPortal.Core.Database;
using TokenPortal.Demo.Hosting;
using TokenPortal.Demo.LinkedApps;
using TokenPortal.Demo.Mail;
using TokenPortal.Demo.Postgres;
using TokenPortal.Demo.ResourceApi;
using TokenPortal.Demo.Samples;
using TokenPortal.Web;
using TokenPortal.Web.Start;

namespace TokenPortal.Demo;

/// <summary>
/// Everything together in one process: PostgreSQL, the authority, the portal, a resource API and the linked apps with
/// their sample grants. The demo's program, the browser tests and the benchmarks all start this.
/// </summary>
public sealed class DemoEnvironment : IAsyncDisposable
{
    private readonly DemoOptions _options;
    private readonly DemoAddresses _addresses;
    private readonly ConcurrentStack<Func<ValueTask>> _endings = new();

    private DemoEnvironment(DemoOptions options, DemoAddresses addresses)
        => (_options, _addresses) = (options, addresses);

    public Uri Portal => _addresses.Portal;

    public Uri Authority => _addresses.Authority;

    public Uri Api => _addresses.Api;

    /// <summary>Where the linked apps are, each under its client id.</summary>
    public Uri Apps => _addresses.Apps;

    /// <summary>The inbox of every mail that the portal sends.</summary>
    public Uri Mail => _addresses.Mail;

    public IReadOnlyList<SampleAccount> Accounts => SampleAccount.All;

    public IReadOnlyList<DemoClient> Clients { get; private set; } = [];

    public string DataFolder { get; private set; } = "";

    /// <summary>
    /// Of the demo's database, as its administrator. The parts themselves work under logins of their own.
    /// </summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The database server, for tests that take it away.</summary>
    public PostgresServer Postgres { get; private set; } = null!;

    /// <exception cref="StartException">Something is missing or in the way; the message says what.</exception>
    public static async Task<DemoEnvironment> StartAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var environment = new DemoEnvironment(options, DemoAddresses.Choose(options.Ports));
        try
        {
            await environment.StartPartsAsync(cancellationToken);
            return environment;
        }
        catch (Exception e)
        {
            await environment.DisposeAsync();
            if (e is NpgsqlException)
                throw new StartException($"The database refused or did not answer: {e.Message}", e);
            if (IsExpected(e)) throw new StartException(e.Message, e);
            throw;
        }
    }

    /// <summary>Stops everything in the reverse order of its start, so that the database goes last.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_endings.TryPop(out var end)) await end();
    }

    // Their messages are made for an operator, like a port that was taken in the meantime.
    private static bool IsExpected(Exception e) => e is DatabaseException or AuthorityStartException
        or PortalSettingsException or IOException or UnauthorizedAccessException;

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var folder = DemoFolder.Open(_options.DataFolder);
        _endings.Push(() =>
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        });
        DataFolder = folder.Path;
        if (_options.DescribeFile is { } stale) DemoDescription.Prepare(stale);
        if (_options.Fresh) folder.Clear();
        Postgres = await StartPostgresAsync(folder, cancellationToken);

        var secrets = await DemoSecrets.OpenAsync(folder.Path, cancellationToken);
        var database = new DemoDatabase(Postgres.ConnectionString, _options.Database, secrets, Authority);
        ConnectionString = database.Administrator;
        var isSampled = await database.PrepareAsync(cancellationToken);
        if (!isSampled) folder.ClearSamples();
        await database.MigrateAsync(cancellationToken);
        await StartMailAsync(cancellationToken);

        var linked = new LinkedAppsOptions(Apps, Authority, Api, Portal, folder.Tokens)
        {
            Apps = SampleApps.All(secrets),
        };
        var clients = new ClientRegistrations(_addresses, linked, secrets);
        Clients = clients.Describe();
        var settings = new PartSettings(_addresses, database, folder, clients, secrets);
        // The portal needs nothing of the others to start: it saves a second or two beside them.
        await Task.WhenAll(
            Task.Run(() => StartIssuingAsync(settings, linked, isSampled, cancellationToken), cancellationToken),
            Task.Run(() => StartPortalAsync(settings, cancellationToken), cancellationToken));
        if (_options.DescribeFile is { } file) await Describe().WriteAsync(file, cancellationToken);
    }

    private DemoDescription Describe() => new(Portal, Authority, Api, Apps, Mail, ConnectionString)
    {
        Accounts = Accounts,
        Clients = Clients,
    };

    private async Task<PostgresServer> StartPostgresAsync(DemoFolder folder, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(new PostgresOptions
        {
            DataFolder = folder.Postgres,
            ConnectionString = _options.ConnectionString,
            Durable = _options.Durable,
            Fresh = _options.Fresh,
            ServerLog = _options.DatabaseLog,
            Progress = _options.Progress,
        }, cancellationToken);
        _endings.Push(server.DisposeAsync);
        _options.Progress($"PostgreSQL {server.ServerVersion} at port {server.Port}");
        return server;
    }

    private async Task StartMailAsync(CancellationToken cancellationToken)
    {
        var inbox = new MailInbox(TimeProvider.System);
        var catcher = await MailCatcher.StartAsync(_addresses.Smtp, inbox, cancellationToken);
        _endings.Push(catcher.DisposeAsync);
        await StartAsync("Mail", MailApplication.Build(_addresses, inbox), cancellationToken);
    }

    private async Task StartIssuingAsync(
        PartSettings settings, LinkedAppsOptions linked, bool isSampled, CancellationToken cancellationToken)
    {
        var clock = new DemoClock();
        if (!isSampled) SampleGrants.Prepare(clock);
        var authority = await StartAsync("Authority", AuthorityApplication.Build(
            FlatSettings.ToArguments(settings.Authority(), _options.AuthoritySettings), builder =>
            {
                DemoHost.Configure(builder, Authority);
                _options.Logging(builder.Logging);
                builder.Services.AddSingleton<TimeProvider>(clock);
            }), cancellationToken);
        await StartAsync("Resource API", ResourceApiApplication.Build(new ResourceApiOptions(
            Api, Authority, settings.Secrets.For(ResourceApiApplication.ClientId))), cancellationToken);
        var apps = await StartAsync(
            "Linked apps", LinkedAppsApplication.Build(linked, clock), cancellationToken);
        if (isSampled)
        {
            await settings.Clients.MoveAsync(authority.Services, cancellationToken);
            return;
        }

        _options.Progress("Sample grants of the past year, by signing in and consenting");
        await new SampleGrants(clock, linked, apps.Services, authority.Services).GiveAsync(cancellationToken);
        await settings.Database.MarkCompleteAsync(cancellationToken);
    }

    private Task<WebApplication> StartPortalAsync(PartSettings settings, CancellationToken cancellationToken) =>
        StartAsync("Portal", PortalApplication.Build(
            FlatSettings.ToArguments(settings.Portal(), _options.PortalSettings),
            builder =>
            {
                DemoHost.Configure(builder, Portal);
                _options.Logging(builder.Logging);
            }), cancellationToken);

    private async Task<WebApplication> StartAsync(
        string name, WebApplication application, CancellationToken cancellationToken)
    {
        _endings.Push(async () =>
        {
            await application.StopAsync();
            await application.DisposeAsync();
        });
        await application.StartAsync(cancellationToken);
        _options.Progress($"{name} at {application.Urls.First()}");
        return application;
    }
}
