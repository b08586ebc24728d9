using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class PeopleStoreTests(DatabaseServer server) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.RentAsync();

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task RecordSignIn_Twice_KeepsTheFirstTimeAndTheLatestClaims()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var people = new PeopleStore(dataSource, _time);
        await people.RecordSignInAsync(new Person("ann", "ann@example.com", "Ann", ["portal-support"]), Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        await people.RecordSignInAsync(new Person("ann", null, "Ann Example", []), Cancellation);

        Assert.Equal(["ann|-|Ann Example|{}|1 day"], await _database.QueryAsync<string>(
            """
            select concat_ws('|', subject, coalesce(email, '-'), name, roles::text,
                last_signed_in_at - first_signed_in_at)
            from portal.people
            """));
    }

    [Fact]
    public async Task Language_Chosen_StaysUntilAnotherIsChosen()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var people = new PeopleStore(dataSource, _time);
        await people.RecordSignInAsync(new Person("ann", null, "Ann", [], "ru"), Cancellation);
        await people.RecordSignInAsync(new Person("ann", null, "Ann", []), Cancellation);
        Assert.Equal(["ru"], await _database.QueryAsync<string>("select language from portal.people"));

        await people.ChooseLanguageAsync("ann", "en", Cancellation);

        Assert.Equal(["en"], await _database.QueryAsync<string>("select language from portal.people"));
    }

    [Fact] // Case 55
    public async Task RecordSignIn_SuspendedPerson_IsRefusedAndNothingIsNoted()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var people = new PeopleStore(dataSource, _time);
        Assert.True(await people.RecordSignInAsync(new Person("ann", null, "Ann", []), Cancellation));
        await Suspension.SuspendAsync(_database.Migrator, "ann", null, _time, Cancellation);

        Assert.False(await people.RecordSignInAsync(new Person("ann", null, "Anna", ["portal-admin"]), Cancellation));
        Assert.Equal(["Ann|{}"], await _database.QueryAsync<string>("select name || '|' || roles::text from portal.people"));
    }

    [Fact] // Case 85
    public async Task RecordSignIn_DatabaseAway_SaysSo()
    {
        await using var dataSource = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=portal;Database=none");
        await Assert.ThrowsAsync<GrantStoreException>(() => new PeopleStore(dataSource, _time).RecordSignInAsync(
            new Person("ann", null, null, []), Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
