using BenchmarkDotNet.Attributes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.Benchmarks;

/// <summary>
/// What becomes of a list's rows before the page is drawn: too short to be seen beside a call of the database.
/// </summary>
[MemoryDiagnoser]
public class ListMapping
{
    private const int Apps = 20;
    private const string Scopes = """["openid","profile","email","offline_access","calendar.read","calendar.write"]""";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, ScopeText> Texts = new[] { "calendar.read", "calendar.write" }
        .ToDictionary(scope => scope, scope => new ScopeText(scope, $"See {scope}", "What an app may do with it"));

    private readonly GrantRow[] _rows = [.. Enumerable.Range(0, Apps).Select(RowOf)];
    private readonly IReadOnlyList<ConnectedApp> _apps;

    public ListMapping() => _apps = ConnectedAppList.From(_rows, []);

    [Benchmark(Description = "20 rows to connected apps")]
    public IReadOnlyList<ConnectedApp> RowsToApps() => ConnectedAppList.From(_rows, []);

    [Benchmark(Description = "20 connected apps to cards")]
    public AppCardModel[] AppsToCards() => [.. _apps.Select(app => AppCardModel.From(app, Texts, Now))];

    private static GrantRow RowOf(int number) => new(
        $"authorization-{number}", $"application-{number}", $"client-{number}", $"Application {number}",
        """{"publisher":"Publisher","homepage":"https://app.example/"}""", Scopes, Now.UtcDateTime.AddDays(-number),
        Now.UtcDateTime.AddHours(-number), RefreshTokens: 1, AccessTokens: 1, ResidualUntil: null,
        Now.UtcDateTime.AddMinutes(-number), SeenAt: null, Removed: false);
}
