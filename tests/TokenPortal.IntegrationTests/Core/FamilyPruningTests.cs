using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core;
using TokenPortal.Core.Database;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class FamilyPruningTests(DatabaseServer server)
{
    private const string Ann = "ann";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Family_WhoseTokensAreAllGone_IsForgottenAfterADay()
    {
        var database = await server.RentAsync();
        var grants = new GrantBuilder(database, _time);
        var grant = await grants.GrantAsync(Ann, "calendar");
        await AddAsync(database, "dcr_0000000000000001", grant, grant.RefreshToken);
        await AddAsync(database, "dcr_0000000000000002", grant, "a token that was pruned");
        await using var dataSource = PortalDataSource.Create(database.Runtime, new CoreOptions());
        using var pruning = new FamilyPruning(
            new GrantStore(dataSource, NullLogger<GrantStore>.Instance), _time, NullLogger<FamilyPruning>.Instance);

        Assert.Equal(0, await pruning.ForgetAsync(TestContext.Current.CancellationToken));
        _time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await pruning.ForgetAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["dcr_0000000000000001"], await database.QueryAsync<string>("select id from portal.families"));
        await server.ReturnAsync(database);
    }

    private Task<List<int>> AddAsync(TestDatabase database, string id, Grant grant, string firstTokenId) =>
        database.QueryAsync<int>(
            """
            insert into portal.families (
                id, subject, application_id, authorization_id, first_token_id, created_at, last_exchange_at)
            values (@id, @Ann, @ApplicationId, @AuthorizationId, @firstTokenId, @now, @now)
            returning 1
            """,
            new { id, Ann, grant.ApplicationId, grant.AuthorizationId, firstTokenId, now = _time.GetUtcNow() });
}
