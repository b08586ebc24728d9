using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Core;
using TokenPortal.Core.Grants;

namespace TokenPortal.Benchmarks.Variants;

/// <summary>The shipped service, composed by the core itself.</summary>
internal sealed class Portal : IAsyncDisposable
{
    public const string Name = "TokenPortal";

    private readonly ServiceProvider _services;
    private readonly IGrantService _grants;

    public Portal(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([
            new($"ConnectionStrings:{CoreOptions.ConnectionStringName}", Pools.Sized(connectionString)),
            new($"{CoreOptions.SectionName}:FirstPartyClientIds:0", "portal"),
            new($"{CoreOptions.SectionName}:CommandTimeoutSeconds", "60"),
        ]).Build());
        services.AddLogging();
        services.AddTokenPortalGrants();
        _services = services.BuildServiceProvider();
        _grants = _services.GetRequiredService<IGrantService>();
    }

    public Variant List(Targets targets) => new(Name, () => ListAsync(targets.Next().Subject, default));

    public Variant Revoke(Targets targets) => new(Name, () =>
    {
        var target = targets.Next();
        return RevokeAsync(target.Subject, target.ApplicationId, default);
    });

    public Task ListAsync(string subject, CancellationToken cancellationToken) =>
        _grants.ListAsync(subject, cancellationToken);

    /// <exception cref="InvalidOperationException">There was nothing to revoke.</exception>
    public async Task RevokeAsync(string subject, string applicationId, CancellationToken cancellationToken)
    {
        var result = await _grants.RevokeAsync(
            subject, AppKey.ForApplication(applicationId), Actor.User(subject), cancellationToken);
        if (result is not RevokeResult.Revoked) throw new InvalidOperationException($"Nothing was revoked: {result}");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
