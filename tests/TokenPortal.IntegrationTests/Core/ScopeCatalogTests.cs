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
        var texts = await Catalog(dataSource).GetAsync("en", Cancellation);
        Assert.Equal(new ScopeText("calendar.read", "See your calendar", "Titles and times."), texts["calendar.read"]);
        Assert.Equal(new ScopeText("bare", null, null), texts["bare"]);
    }

    [Theory]
    [InlineData("ru", "Видеть календарь", "Titles and times.")]
    [InlineData("en", "See the calendar", "Titles and times.")]
    [InlineData("de", "See your calendar", "Titles and times.")]
    public async Task Get_TextsInSeveralLanguages_GivesTheAskedOneElseTheServersOwn(
        string language, string name, string description)
    {
        await _database.ExecuteAsync(
            """
            update "OpenIddictScopes" set "DisplayNames" = '{"ru":"Видеть календарь","en":"See the calendar"}'
            where "Name" = 'calendar.read'
            """);
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);

        var texts = await Catalog(dataSource).GetAsync(language, Cancellation);

        Assert.Equal(new ScopeText("calendar.read", name, description), texts["calendar.read"]);
    }

    [Fact]
    public async Task Get_OnlyEnglishAmongOtherLanguages_GivesEnglish()
    {
        await _database.ExecuteAsync(
            """update "OpenIddictScopes" set "DisplayNames" = '{"en":"Bare","fr":"Nu"}' where "Name" = 'bare'""");
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);

        Assert.Equal("Bare", (await Catalog(dataSource).GetAsync("ru", Cancellation))["bare"].DisplayName);
    }

    [Fact]
    public async Task Get_TextsChanged_AreReadAgainAfterFiveMinutes()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var catalog = Catalog(dataSource);
        await catalog.GetAsync("en", Cancellation);
        await _database.ExecuteAsync("""update "OpenIddictScopes" set "DisplayName" = 'New' where "Name" = 'bare'""");

        Assert.Null((await catalog.GetAsync("en", Cancellation))["bare"].DisplayName);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("New", (await catalog.GetAsync("en", Cancellation))["bare"].DisplayName);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ScopeCatalog Catalog(NpgsqlDataSource dataSource) =>
        new(new GrantStore(dataSource, NullLogger<GrantStore>.Instance), _time);
}
