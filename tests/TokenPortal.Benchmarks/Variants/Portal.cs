using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Core;
using TokenPortal.Core.Grants;

namespace TokenPortal.Benchmarks.Variants;

/// <summary>The shipped service, composed by the core itself, under the portal's run-time role.</summary>
internal sealed class Portal : IAsyncDisposable
{
    public const string Name = "TokenPortal";

    private readonly ServiceProvider _services;
    private readonly IGrantService _grants;

    public Portal(BenchmarkDatabase database)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([
            new($"ConnectionStrings:{CoreOptions.ConnectionStringName}", Pools.Sized(database.Runtime)),
            new($"{CoreOptions.SectionName}:FirstPartyClientIds:0", "portal"),
            new($"{CoreOptions.SectionName}:CommandTimeoutSeconds", "60"),
        ]).Build());
        services.AddLogging();
        services.AddTokenPortalGrants();
        _services = services.BuildServiceProvider();
        _grants = _services.GetRequiredService<IGrantService>();
    }

    public Variant List(Targets targets) => new(Name, () => _grants.ListAsync(targets.Next().Subject, default));

    public Variant Revoke(Targets targets) => new(Name, async () =>
    {
        var target = targets.Next();
        var result = await _grants.RevokeAsync(
            target.Subject, AppKey.ForApplication(target.ApplicationId), Actor.User(target.Subject), default);
        if (result is not RevokeResult.Revoked) throw new InvalidOperationException($"Nothing was revoked: {result}");
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
