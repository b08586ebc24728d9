using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class GrantChangesTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";

    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private GrantChangeListener _listener = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _grants = new GrantBuilder(_database, TimeProvider.System);
        _listener = new GrantChangeListener(
            new ListeningDataSource(PortalDataSource.CreateForListening(_database.Runtime, new CoreOptions())),
            TimeProvider.System, NullLogger<GrantChangeListener>.Instance);
        await _listener.StartAsync(Cancellation);
        await _listener.FirstListening.WaitAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        _listener.Dispose();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public async Task Hint_ServerWritesAConsent_ReachesItsSubject()
    {
        var (ann, stamp) = (Next(Ann), _listener.StampFor(Ann));
        await _grants.AuthorizationAsync(Ann, await _grants.ApplicationAsync("calendar"));
        await ann;
        Assert.NotEqual(stamp, _listener.StampFor(Ann));
    }

    [Theory]
    [InlineData("""update "OpenIddictAuthorizations" set "Status" = 'revoked'""")]
    [InlineData("""update "OpenIddictAuthorizations" set "Scopes" = '[]'""")]
    [InlineData("""delete from "OpenIddictAuthorizations" """)]
    public async Task Hint_ServerChangesAConsent_ReachesItsSubject(string change)
    {
        await _grants.AuthorizationAsync(Ann, await _grants.ApplicationAsync("calendar"));
        var ann = Next(Ann);
        await _database.ExecuteAsync(change);
        await ann;
    }

    [Fact]
    public async Task Hint_ServiceRevokes_ReachesTheSubjectAndNobodyElse()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var others = 0;
        using var ben = _listener.Subscribe("ben", () => Task.FromResult(Interlocked.Increment(ref others)));
        var stamp = _listener.StampFor("ben");

        var ann = Next(Ann);
        await _database.Service().RevokeAsync(
            Ann, AppKey.ForApplication(grant.ApplicationId), Actor.User(Ann), Cancellation);
        await ann;

        Assert.Equal(0, others);
        Assert.Equal(stamp, _listener.StampFor("ben"));
    }

    [Fact]
    public async Task Hint_PayloadInTheDatabase_DoesNotNameTheSubject()
    {
        await using var connection = await _database.OpenAsync(_database.Runtime);
        var heard = new TaskCompletionSource<string>();
        connection.Notification += (_, notification) => heard.TrySetResult(notification.Payload);
        await connection.ExecuteAsync("listen tokenportal_grants;");
        await _grants.AuthorizationAsync(Ann, await _grants.ApplicationAsync("calendar"));
        await connection.WaitAsync(Cancellation);

        Assert.Equal(GrantChangeListener.PayloadFor(Ann), await heard.Task);
    }

    [Fact]
    public async Task Listener_ConnectionIsCut_ComesBackAndTellsEveryoneToReadAgain()
    {
        var stamp = _listener.StampFor(Ann);
        var ann = Next(Ann);
        await _database.CutPortalConnectionsAsync();

        await ann;
        Assert.NotEqual(stamp, _listener.StampFor(Ann));
        var again = Next(Ann);
        await _grants.AuthorizationAsync(Ann, await _grants.ApplicationAsync("calendar"));
        await again;
    }

    [Fact]
    public async Task Listener_DatabaseAwayForLong_SaysSoOnce()
    {
        var (time, log) = (new FakeTimeProvider(), new LevelLog());
        using var listener = new GrantChangeListener(
            new ListeningDataSource(PortalDataSource.CreateForListening("Host=127.0.0.1;Port=1", new CoreOptions())),
            time, log);

        await listener.StartAsync(Cancellation);
        while (log.Levels.Count < 3)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await listener.StopAsync(Cancellation);
        Assert.Equal([LogLevel.Warning, LogLevel.Debug, LogLevel.Debug], log.Levels.Take(3));
    }

    [Fact]
    public async Task Stamp_NothingHappened_StaysTheSame()
    {
        await _grants.AuthorizationAsync("ben", await _grants.ApplicationAsync("calendar"));
        Assert.Equal(_listener.StampFor(Ann), _listener.StampFor(Ann));
    }

    [Fact]
    public async Task Stamp_NotListening_NeverMatches()
    {
        await _listener.StopAsync(Cancellation);
        Assert.NotEqual(_listener.StampFor(Ann), _listener.StampFor(Ann));
    }

    [Fact]
    public async Task Subscription_Disposed_IsNotCalledAgain()
    {
        var calls = 0;
        _listener.Subscribe(Ann, () => Task.FromResult(Interlocked.Increment(ref calls))).Dispose();
        var still = Next(Ann);
        await _grants.AuthorizationAsync(Ann, await _grants.ApplicationAsync("calendar"));
        await still;
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Subscriber_Throws_OthersAreStillCalled()
    {
        using var broken = _listener.Subscribe(Ann, () => throw new InvalidOperationException("broken page"));
        var ann = Next(Ann);
        await _grants.AuthorizationAsync(Ann, await _grants.ApplicationAsync("calendar"));
        await ann;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Done at the next hint for the subject.</summary>
    private Task Next(string subject)
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Subscribe(subject, () =>
        {
            called.TrySetResult();
            return Task.CompletedTask;
        });
        return called.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private sealed class LevelLog : ILogger<GrantChangeListener>
    {
        public ConcurrentQueue<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Levels.Enqueue(logLevel);
    }
}
