using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Measuring;

namespace TokenPortal.Benchmarks.Variants;

/// <summary>Who is held against whom: the bare database first, then TokenPortal, then the managers.</summary>
internal sealed class Contenders(BenchmarkDatabase database) : IAsyncDisposable
{
    private readonly Bare _bare = new(database);
    private readonly Portal _portal = new(database.Runtime);
    private readonly Managers _plain = Managers.Create(database, autoPrepare: false);
    private readonly Managers _prepared = Managers.Create(database, autoPrepare: true);

    public IReadOnlyList<Variant> List(Targets targets) =>
        [_bare.Lookup(targets), _portal.List(targets), _plain.List(targets), _prepared.List(targets)];

    /// <param name="looked">Authorizations that the bare update changes; they stay valid.</param>
    /// <param name="taken">Grants that are revoked, each once.</param>
    public IReadOnlyList<Variant> Revoke(Targets looked, Targets taken) =>
    [
        _bare.Update(looked), _portal.Revoke(taken), _plain.Revoke(taken, oneTransaction: false),
        _plain.Revoke(taken, oneTransaction: true), _prepared.Revoke(taken, oneTransaction: true),
    ];

    public async ValueTask DisposeAsync()
    {
        await _bare.DisposeAsync();
        await _portal.DisposeAsync();
        await _plain.DisposeAsync();
        await _prepared.DisposeAsync();
    }
}
