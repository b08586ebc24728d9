using TokenPortal.Demo;

namespace TokenPortal.Benchmarks.Databases;

/// <summary>A grant: what is listed by its subject, and revoked once.</summary>
internal sealed record Target(string Subject, string ApplicationId, string AuthorizationId);

/// <summary>
/// Hands out grants. The first half of the users are only looked at; of the others each grant is taken once, over all
/// runs, because a revoke is not undone.
/// </summary>
internal sealed class Targets
{
    private const string Look = """
        select benchmark.id('user', n % @users) as "Subject", benchmark.app_of(n, @users) as "ApplicationId",
            benchmark.id('authorization', n) as "AuthorizationId"
        from (select (i::bigint * 7919 % (@users / 2)) as n from generate_series(@first, @first + @count - 1) i) numbers
        """;

    // The number runs through the users of the second half first, so that two neighbours are never one user's.
    private const string Take = """
        select benchmark.id('user', n % @users) as "Subject", benchmark.app_of(n, @users) as "ApplicationId",
            benchmark.id('authorization', n) as "AuthorizationId"
        from (
            select @users / 2 + i % (@users / 2) + i / (@users / 2) * @users as n
            from generate_series(@first - 1, @first + @count - 2) i) numbers
        """;

    private readonly IReadOnlyList<Target> _targets;
    private readonly bool _once;
    private int _next = -1;

    private Targets(IReadOnlyList<Target> targets, bool once) => (_targets, _once) = (targets, once);

    public static Targets Of(IReadOnlyList<Target> targets) => new(targets, once: true);

    /// <param name="first">Others see other rows: a page that was written to since the last checkpoint costs less.</param>
    public static async Task<Targets> ToLookAtAsync(BenchmarkDatabase database, int count, int first = 0) => new(
        await database.QueryAllAsync<Target>(Look, Parameters(database, first, count)), once: false);

    /// <exception cref="StartException">Earlier runs have revoked too many of them.</exception>
    public static async Task<Targets> ToTakeAsync(BenchmarkDatabase database, int count)
    {
        var first = await database.QueryAsync<long>(
            "select setval('benchmark.next_revoke', nextval('benchmark.next_revoke') + @count) - @count",
            new { count });
        if (first + count > database.Authorizations / 2)
            throw new StartException("Too few grants are left to revoke: remove the data folder, so that all are loaded anew.");
        return new Targets(
            await database.QueryAllAsync<Target>(Take, Parameters(database, first, count)), once: true);
    }

    /// <exception cref="InvalidOperationException">More revokes than grants: load a new database.</exception>
    public Target Next()
    {
        var number = Interlocked.Increment(ref _next);
        return !_once || number < _targets.Count
            ? _targets[number % _targets.Count]
            : throw new InvalidOperationException("No grant is left to revoke");
    }

    private static object Parameters(BenchmarkDatabase database, long first, int count) => new
    {
        users = (long)database.Authorizations / Loader.AppsPerUser,
        first,
        count,
    };
}
