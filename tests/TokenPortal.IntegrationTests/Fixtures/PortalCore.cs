using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.Core;
using TokenPortal.Core.Access;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>The portal's core as it ships, as the run-time role, without its background work; and people who sign in.</summary>
internal sealed class PortalCore : IAsyncDisposable
{
    public const string StaffRole = "portal-support";
    public const string AdministratorRole = "portal-admin";

    private readonly TestDatabase _database;
    private readonly TimeProvider _time;
    private readonly ServiceProvider _services;

    public PortalCore(TestDatabase database, TimeProvider time, params (string Key, string Value)[] settings)
        : this(database, time, directory: null, settings)
    {
    }

    public PortalCore(
        TestDatabase database, TimeProvider time, IPeopleDirectory? directory,
        params (string Key, string Value)[] settings)
    {
        (_database, _time) = (database, time);
        Dictionary<string, string?> all = settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        all["ConnectionStrings:TokenPortal"] = database.Runtime;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddSingleton(time);
        services.AddLogging();
        if (directory is not null) services.AddSingleton(directory);
        services.AddTokenPortalCore();
        _services = services.BuildServiceProvider();
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task PersonAsync(string subject, params string[] roles) => _database.QueryAsync<int>(
        """
        insert into portal.people (subject, email, name, roles, first_signed_in_at, last_signed_in_at)
        values (@subject, @email, @name, @roles, @now, @now)
        on conflict (subject) do update set roles = excluded.roles
        """,
        new { subject, email = $"{subject}@example.com", name = $"{subject} Example", roles, now = Now });

    /// <summary>A sign-in session that begins now.</summary>
    public async Task<Caller> SignInAsync(
        string subject, string? account = null, Guid? support = null, bool knowsWhen = true)
    {
        var id = Guid.NewGuid();
        await _database.QueryAsync<int>(
            """
            insert into portal.sessions (
                id, key_hash, subject, ticket, signed_in_at, authenticated_at, last_seen_at, idle_ends_at, ends_at,
                address_prefix, browser, support_session)
            values (@id, @key, @subject, '\x00', @now, @authenticatedAt, @now, @idle, @end, '192.0.2.0/24',
                'Firefox on Linux', @support)
            """,
            new
            {
                id,
                key = RandomNumberGenerator.GetBytes(32),
                subject,
                support,
                now = Now,
                authenticatedAt = knowsWhen ? Now : (DateTime?)null,
                idle = Now.AddHours(1),
                end = Now.AddHours(8),
            });
        return new Caller(id, account ?? subject);
    }

    /// <summary>Puts a sign-in session into a support session, as the exchange of the cookie does.</summary>
    public async Task<Caller> EnterAsync(Caller staff, Guid supportSession, string account)
    {
        await _database.QueryAsync<int>(
            "update portal.sessions set support_session = @supportSession where id = @id",
            new { supportSession, id = staff.SessionId });
        return staff with { Account = account };
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private DateTime Now => _time.GetUtcNow().UtcDateTime;
}
