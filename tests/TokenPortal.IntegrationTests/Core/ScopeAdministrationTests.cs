using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class ScopeAdministrationTests(DatabaseServer server) : IAsyncLifetime
{
    private static readonly ScopeFacts Calendar =
        new("calendar.read", ScopeReach.Read, "calendar", ScopeRisk.Elevated, IsMandatory: true);

    private readonly FakeTimeProvider _time = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.RentAsync();

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Catalogue_AtFirst_HasTheStandardScopesAndOurOwn()
    {
        var catalogue = (await ListAsync()).ToDictionary(facts => facts.Scope);

        Assert.Equal(
            ["address", "email", "offline_access", "openid", "phone", "profile", "roles"],
            catalogue.Values.Where(facts => facts.Group == "account").Select(facts => facts.Scope));
        Assert.Equal(4, catalogue.Values.Count(facts => facts.Group == "devices"));
        Assert.Equal(["openid"], catalogue.Values.Where(facts => facts.IsMandatory).Select(facts => facts.Scope));
        Assert.Equal(ScopeReach.Offline, catalogue["offline_access"].Reach);
        Assert.Equal(ScopeRisk.High, catalogue["delete:device_credentials"].Risk);
    }

    [Fact]
    public async Task Set_NewThenChanged_StandsOnceAsSetLast()
    {
        await SetAsync(Calendar);
        await SetAsync(Calendar with { Risk = ScopeRisk.High, IsMandatory = false, Reach = ScopeReach.Write });
        Assert.Equal(
            [Calendar with { Risk = ScopeRisk.High, IsMandatory = false, Reach = ScopeReach.Write }],
            (await ListAsync()).Where(facts => facts.Group == "calendar"));
    }

    [Fact]
    public async Task Remove_Twice_TellsThatItWasUnknown()
    {
        await SetAsync(Calendar);
        Assert.True(await ScopeAdministration.RemoveAsync(_database.Migrator, Calendar.Scope, Cancellation));
        Assert.False(await ScopeAdministration.RemoveAsync(_database.Migrator, Calendar.Scope, Cancellation));
    }

    [Theory]
    [InlineData("two words", "calendar")]
    [InlineData("a\"quote", "calendar")]
    [InlineData("", "calendar")]
    [InlineData("calendar.read", "Calendar")]
    [InlineData("calendar.read", "")]
    public async Task Set_WhatCannotBe_IsRefusedByTheDatabaseToo(string scope, string group)
    {
        Assert.False(ScopeAdministration.IsScope(scope) && ScopeAdministration.IsGroup(group));
        await Assert.ThrowsAsync<DatabaseException>(() => SetAsync(Calendar with { Scope = scope, Group = group }));
    }

    [Theory]
    [InlineData("https://example.com/scopes/mail.send")]
    [InlineData("read:current_user")]
    [InlineData("a!b#c[d]e~")]
    public async Task Set_AnyScopeOfTheStandard_IsTaken(string scope)
    {
        Assert.True(ScopeAdministration.IsScope(scope));
        await SetAsync(Calendar with { Scope = scope });
        Assert.Contains(scope, (await ListAsync()).Select(facts => facts.Scope));
    }

    [Fact]
    public async Task Set_ByTheRuntimeLogin_IsRefused() => await Assert.ThrowsAsync<DatabaseException>(
        () => ScopeAdministration.SetAsync(_database.Runtime, [Calendar], Cancellation));

    [Fact]
    public async Task Facts_CatalogueChanged_AreReadAgainAfterFiveMinutes()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        var catalog = new ScopeFactsCatalog(new GrantStore(dataSource, NullLogger<GrantStore>.Instance), _time);
        Assert.DoesNotContain(Calendar.Scope, await catalog.GetAsync(Cancellation));
        await SetAsync(Calendar);

        Assert.DoesNotContain(Calendar.Scope, await catalog.GetAsync(Cancellation));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(Calendar, (await catalog.GetAsync(Cancellation))[Calendar.Scope]);
    }

    private Task SetAsync(ScopeFacts facts) => ScopeAdministration.SetAsync(_database.Migrator, [facts], Cancellation);

    private Task<IReadOnlyList<ScopeFacts>> ListAsync() =>
        ScopeAdministration.ListAsync(_database.Migrator, Cancellation);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
