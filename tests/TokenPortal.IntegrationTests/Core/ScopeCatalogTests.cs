using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class ScopeCatalogTests(DatabaseServer server) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        await _database.ExecuteAsync(
            """
            insert into "OpenIddictScopes" ("Id", "Name", "DisplayName", "Description")
            values ('1', 'calendar.read', 'See your calendar', 'Titles and times.'), ('2', 'bare', null, null)
            """);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Get_ScopesOfTheServer_GivesTheirTexts()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var texts = await Catalog(dataSource).GetAsync(Cancellation);
        Assert.Equal(new ScopeText("calendar.read", "See your calendar", "Titles and times."), texts["calendar.read"]);
        Assert.Equal(new ScopeText("bare", null, null), texts["bare"]);
    }

    [Fact]
    public async Task Get_TextsChanged_AreReadAgainAfterFiveMinutes()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var catalog = Catalog(dataSource);
        await catalog.GetAsync(Cancellation);
        await _database.ExecuteAsync("""update "OpenIddictScopes" set "DisplayName" = 'New' where "Name" = 'bare'""");

        Assert.Null((await catalog.GetAsync(Cancellation))["bare"].DisplayName);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("New", (await catalog.GetAsync(Cancellation))["bare"].DisplayName);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ScopeCatalog Catalog(NpgsqlDataSource dataSource) =>
        new(new GrantStore(dataSource, NullLogger<GrantStore>.Instance), _time);
}
