using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TokenPortal.Core;
using TokenPortal.Core.Database;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Servers;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>Uses are gathered in memory and written in batches.</summary>
public sealed class UseRecorderTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Phone = "192.0.2.0/24";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private NpgsqlDataSource _dataSource = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _grants = new GrantBuilder(_database, _time);
        _dataSource = PortalDataSource.Create(_database.Runtime, new CoreOptions());
    }

    public async ValueTask DisposeAsync()
    {
        await _dataSource.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public async Task Flush_TokensOfOneFamily_WritesOneRowWithTheLatest()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var family = await _grants.FamilyAsync(Ann, grant);
        using var recorder = Recorder();
        recorder.Note(grant.RefreshToken, Phone);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        recorder.Note(grant.AccessToken, addressPrefix: null);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        recorder.Note(grant.AccessToken, addressPrefix: null);

        Assert.Equal(2, await recorder.FlushAsync());

        var use = Assert.Single(await UsesAsync());
        Assert.Equal((Ann, grant.ApplicationId, family.ToString()), (use.Subject, use.ApplicationId, use.FamilyId));
        Assert.Equal((Now, Phone), (use.LastUsedAt, use.AddressPrefix));
        Assert.Equal(0, await recorder.FlushAsync());
    }

    [Fact]
    public async Task Flush_AnEarlierUseThanIsWritten_ChangesNothing()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        using var late = Recorder();
        using var early = Recorder();
        early.Note(grant.RefreshToken, "198.51.100.0/24");
        _time.Advance(TimeSpan.FromMinutes(1));
        late.Note(grant.RefreshToken, Phone);
        await late.FlushAsync();

        await early.FlushAsync();

        Assert.Equal((Now, Phone), (Assert.Single(await UsesAsync()).LastUsedAt, (await UsesAsync())[0].AddressPrefix));
    }

    [Fact]
    public async Task Flush_TokenOfAProgramItselfOrOfNobody_WritesNothing()
    {
        var application = await _grants.ApplicationAsync("nightly");
        using var recorder = Recorder();
        recorder.Note(await _grants.TokenAsync("nightly", application, authorizationId: null, "access_token"), null);
        recorder.Note("a token that is gone", null);

        Assert.Equal(2, await recorder.FlushAsync());
        Assert.Empty(await UsesAsync());
    }

    [Fact]
    public async Task Process_ThatDies_LosesOnlyWhatWasNotWrittenYet()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var written = Now;
        using (var recorder = Recorder())
        {
            recorder.Note(grant.RefreshToken, Phone);
            await recorder.FlushAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
            recorder.Note(grant.RefreshToken, Phone);
        }

        Assert.Equal(written, Assert.Single(await UsesAsync()).LastUsedAt);
    }

    [Fact]
    public async Task Stop_WritesWhatWaits()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        using var recorder = Recorder();
        await recorder.StartAsync(Cancellation);
        recorder.Note(grant.RefreshToken, Phone);
        await recorder.StopAsync(Cancellation);
        Assert.Equal(Now, Assert.Single(await UsesAsync()).LastUsedAt);
    }

    [Fact]
    public async Task Flush_DatabaseAwayThenBack_WritesWhatWaited()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await using var proxy = new CuttingProxy(_database.Runtime, "portal.uses");
        await using var dataSource = PortalDataSource.Create(proxy.ConnectionString, new CoreOptions());
        using var recorder = Recorder(dataSource);
        var first = Now;
        recorder.Note(grant.RefreshToken, Phone);
        proxy.Arm(CuttingProxy.Cut.BeforeRequest, andRefuse: true);
        Assert.Null(await recorder.FlushAsync());
        _time.Advance(TimeSpan.FromSeconds(2));
        recorder.Note(grant.AccessToken, addressPrefix: null);
        Assert.Null(await recorder.FlushAsync());
        Assert.Empty(await UsesAsync());

        proxy.Accept();
        Assert.Equal(2, await recorder.FlushAsync());

        Assert.True(Now > first);
        Assert.Equal((Now, Phone), (Assert.Single(await UsesAsync()).LastUsedAt, (await UsesAsync())[0].AddressPrefix));
    }

    [Fact]
    public async Task Flush_RowOfTheServerThatCannotBeRead_StandsInNobodysWay()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var broken = await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId);
        await _database.ExecuteAsync(
            """update "OpenIddictTokens" set "Properties" = 'no json' where "Id" = @broken""", new { broken });
        using var recorder = Recorder();
        recorder.Note(broken, Phone);
        Assert.Null(await recorder.FlushAsync());

        recorder.Note(grant.RefreshToken, Phone);
        Assert.Equal(1, await recorder.FlushAsync());
        Assert.Single(await UsesAsync());
    }

    [Fact]
    public async Task Note_MoreThanFits_KeepsWhatWaitsAndDropsWhatIsNew()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        using var recorder = Recorder();
        recorder.Note(grant.RefreshToken, Phone);
        for (var i = 0; i < UseRecorder.Most + 5; i++) recorder.Note($"token {i}", null);
        _time.Advance(TimeSpan.FromSeconds(1));
        recorder.Note(grant.RefreshToken, Phone);

        Assert.Equal(UseRecorder.Most, await recorder.FlushAsync());
        Assert.Equal(Now, Assert.Single(await UsesAsync()).LastUsedAt);
    }

    [Fact]
    public async Task Forget_AppWithoutGrantAndForgottenDevice_GoesAndTheLastUseOfAnAppStays()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _database.QueryAsync<int>(
            """
            insert into portal.uses (subject, application_id, family_id, last_used_at) values
                ('ann', @ApplicationId, 'dcr_0000000000000001', @now - interval '9 days'),
                ('ann', @ApplicationId, 'dcr_0000000000000002', @now - interval '5 days'),
                ('ann', 'gone', '', @now - interval '5 days'),
                ('ben', @ApplicationId, '', @now - interval '1 hour')
            """,
            new { grant.ApplicationId, now = Now });
        using var pruning = new FamilyPruning(
            new GrantStore(_dataSource, NullLogger<GrantStore>.Instance), _time, NullLogger<FamilyPruning>.Instance);

        Assert.Equal(2, await pruning.ForgetUsesAsync(Cancellation));

        Assert.Equal(
            [(Ann, "dcr_0000000000000002"), ("ben", "")],
            (await UsesAsync()).Select(use => (use.Subject, use.FamilyId)));
    }

    private UseRecorder Recorder(NpgsqlDataSource? dataSource = null) =>
        new(dataSource ?? _dataSource, _time, NullLogger<UseRecorder>.Instance);

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<List<UseRow>> UsesAsync() => _database.QueryAsync<UseRow>(
        """
        select subject as "Subject", application_id as "ApplicationId", family_id as "FamilyId",
            last_used_at as "LastUsedAt", address_prefix as "AddressPrefix"
        from portal.uses order by subject, family_id
        """);

    private sealed record UseRow(
        string Subject, string ApplicationId, string FamilyId, DateTime LastUsedAt, string? AddressPrefix);
}
