using Dapper;
using Npgsql;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>What the portal's login cannot do, whatever the portal's code tries.</summary>
public sealed class RuntimeRoleTests(DatabaseServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        await new GrantBuilder(_database, TimeProvider.System).GrantAsync("ann", "calendar");
        await _database.Service().RevokeAllAsync("ann", Actor.User("ann"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task ResidualAccess_AskedAboutOnePerson_TellsOfNobodyElse()
    {
        var grants = new GrantBuilder(_database, TimeProvider.System);
        var anns = await grants.GrantAsync("ann", "mail");
        var bens = await grants.GrantAsync("ben", "notes");
        await _database.ExecuteAsync("""update "OpenIddictTokens" set "ReferenceId" = null;""");
        await using var connection = await _database.OpenAsync(_database.Runtime);

        Task<IEnumerable<string>> AskAsync(string subject) => connection.QueryAsync<string>(
            "select authorization_id from portal.residual_access(@subject, now())", new { subject });

        Assert.Equal([anns.AuthorizationId], await AskAsync("ann"));
        Assert.Equal([bens.AuthorizationId], await AskAsync("ben"));
    }

    [Theory]
    [InlineData("""select "Payload" from "OpenIddictTokens" """)]
    [InlineData("""select "ReferenceId" from "OpenIddictTokens" """)]
    [InlineData("""select * from "OpenIddictTokens" """)]
    [InlineData("""select "ClientSecret" from "OpenIddictApplications" """)]
    [InlineData("""update "OpenIddictTokens" set "Subject" = 'ben'""")]
    [InlineData("""update "OpenIddictTokens" set "ExpirationDate" = null""")]
    [InlineData("""update "OpenIddictAuthorizations" set "Subject" = 'ben'""")]
    [InlineData("""update "OpenIddictApplications" set "ClientSecret" = null""")]
    [InlineData("""delete from "OpenIddictTokens" """)]
    [InlineData("""delete from "OpenIddictAuthorizations" """)]
    [InlineData("""insert into "OpenIddictTokens" ("Id") values ('x')""")]
    [InlineData("update portal.history set actor = 'someone else'")]
    [InlineData("delete from portal.history")]
    [InlineData("truncate portal.history")]
    [InlineData("insert into portal.history (seq) values (1)")]
    [InlineData(@"insert into portal.history (hash) values ('\x00')")]
    [InlineData("insert into portal.history (id) overriding system value values (1)")]
    [InlineData("insert into portal.history_chains (subject_hash) values ('x')")]
    [InlineData("update portal.history_chains set length = 0")]
    [InlineData("delete from portal.history_chains")]
    [InlineData("truncate portal.history_chains")]
    [InlineData("select portal.link_history(h) from portal.history h")]
    [InlineData("select portal.history_text(h) from portal.history h")]
    [InlineData("alter table portal.history disable trigger all")]
    [InlineData("drop table portal.history")]
    [InlineData("delete from portal.people")]
    [InlineData("insert into portal.notices (history_id, operation_id, kind, subject, created_at, next_attempt_at) "
        + "select id, operation_id, 'app_connected', 'ben', now(), now() from portal.history")]
    [InlineData("update portal.notices set subject = 'ben'")]
    [InlineData("delete from portal.notices")]
    [InlineData("alter table portal.history disable trigger enqueue_notices")]
    [InlineData("update portal.people set suspended_at = null")]
    [InlineData("update portal.people set subject = 'ben'")]
    [InlineData("insert into portal.scopes (scope, reach, group_name, risk) values ('x', 'read', 'x', 'low')")]
    [InlineData("update portal.scopes set mandatory = false")]
    [InlineData("delete from portal.scopes")]
    [InlineData("delete from portal.server_features")]
    [InlineData("insert into portal.people (subject, roles, first_signed_in_at, last_signed_in_at, suspended_at) values ('x', '{}', now(), now(), now())")]
    [InlineData("""alter table "OpenIddictTokens" disable trigger tokenportal_guard""")]
    [InlineData("""drop trigger tokenportal_guard on "OpenIddictTokens" """)]
    [InlineData("set role tokenportal_migrator")]
    [InlineData("create table portal.mine (id int)")]
    public async Task RuntimeRole_StatementBeyondItsWork_IsRefused(string sql)
    {
        await using var connection = await _database.OpenAsync(_database.Runtime);
        var exception = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task RuntimeRole_AddingToTheHistoryAndReadingIt_IsAllowed()
    {
        await using var connection = await _database.OpenAsync(_database.Runtime);
        Assert.Equal(
            (2, 2), await connection.QuerySingleAsync<(int, int)>(
                """
                select (select count(*)::int from portal.history where seq > 0), (select c.length::int from portal.history_chains c)
                """));
    }
}
