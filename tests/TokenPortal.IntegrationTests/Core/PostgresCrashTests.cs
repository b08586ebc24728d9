using System.Collections.Concurrent;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>Case 83: every process of PostgreSQL is killed while revokes run.</summary>
public sealed class PostgresCrashTests
{
    private const int Grants = 400;
    private const int KillAfter = 60;

    private const string Seed = """
        insert into "OpenIddictApplications" ("Id", "ClientId") values ('app', 'calendar');
        insert into "OpenIddictAuthorizations" ("Id", "ApplicationId", "Subject", "Status", "Type", "CreationDate")
        select 'auth-' || i, 'app', 'user-' || i, 'valid', 'permanent', now() from generate_series(1, 400) i;
        insert into "OpenIddictTokens" ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type",
            "CreationDate", "ReferenceId")
        select 'token-' || i || '-' || j, 'app', 'auth-' || i, 'user-' || i, 'valid',
            'urn:ietf:params:oauth:token-type:refresh_token', now(), 'ref-' || i || '-' || j
        from generate_series(1, 400) i, generate_series(1, 3) j;
        """;

    private readonly AppKey _key = AppKey.ForApplication("app");

    [Fact]
    public async Task Revoke_PostgresKilled_NothingAcknowledgedIsLostAndNothingIsHalfDone()
    {
        await using var server = await DatabaseServer.StartDurableAsync();
        var database = await server.CreateAsync();
        await database.ExecuteAsync(Seed);
        var service = database.Service();

        var acknowledged = await RevokeUntilKilledAsync(server, service);
        await server.Process.StartAgainAsync(Cancellation);

        var states = await StatesAsync(database);
        var committed = states.Count(state => state.History == 1);
        Figures.Note($"{acknowledged.Count} revokes acknowledged, {committed - acknowledged.Count} more committed");
        Assert.True(acknowledged.Count is >= KillAfter and < Grants);
        Assert.All(states, state => Assert.Contains(state.Text, new[] { "valid/0/0", "revoked/3/1" }));
        Assert.All(
            states.Where(state => acknowledged.Contains(state.Subject)),
            state => Assert.Equal("revoked/3/1", state.Text));

        foreach (var state in states.Where(state => !acknowledged.Contains(state.Subject)))
            await RevokeAsync(service, state.Subject);
        Assert.All(await StatesAsync(database), state => Assert.Equal("revoked/3/1", state.Text));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<HashSet<string>> RevokeUntilKilledAsync(DatabaseServer server, GrantService service)
    {
        var subjects = new ConcurrentQueue<string>(Enumerable.Range(1, Grants).Select(i => $"user-{i}"));
        var acknowledged = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource();
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (subjects.TryDequeue(out var subject))
            {
                try
                {
                    await RevokeAsync(service, subject);
                }
                catch (GrantStoreException)
                {
                    return;
                }

                acknowledged.Add(subject);
                if (acknowledged.Count >= KillAfter) enough.TrySetResult();
            }
        })).ToArray();

        await enough.Task;
        await server.Process.KillAsync();
        await Task.WhenAll(workers);
        return [.. acknowledged];
    }

    private async Task RevokeAsync(GrantService service, string subject) => Assert.IsNotType<RevokeResult.NotFound>(
        await service.RevokeAsync(subject, _key, Actor.User(subject), Cancellation));

    private static Task<List<State>> StatesAsync(TestDatabase database) => database.QueryAsync<State>(
        """
        select a."Subject" as "Subject", a."Status" as "Status",
            (select count(*)::int from "OpenIddictTokens" t
             where t."AuthorizationId" = a."Id" and t."Status" = 'revoked') as "Revoked",
            (select count(*)::int from portal.history h where h.subject = a."Subject"
                and h.kind = 'access_revoked') as "History"
        from "OpenIddictAuthorizations" a
        """);

    private sealed record State(string Subject, string Status, int Revoked, int History)
    {
        public string Text => $"{Status}/{Revoked}/{History}";
    }
}
