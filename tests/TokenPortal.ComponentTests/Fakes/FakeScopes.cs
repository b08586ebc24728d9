using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>A server that describes some of its scopes.</summary>
public sealed class FakeScopes : IScopeCatalog
{
    public bool Fails { get; set; }

    public string? LastLanguage { get; private set; }

    public Dictionary<string, ScopeText> Texts { get; } = new List<ScopeText>
    {
        new("calendar.read", "See your calendar", "Events, invitations and free times of all your calendars."),
        new("calendar.write", "Change your calendar", "Add, change and delete events."),
        new("files.read", "See your files", "Names and contents of all your files."),
    }.ToDictionary(text => text.Scope);

    public Task<IReadOnlyDictionary<string, ScopeText>> GetAsync(string language, CancellationToken cancellationToken)
    {
        LastLanguage = language;
        return Fails
            ? throw new GrantStoreException(GrantStoreFailure.NothingChanged, new TimeoutException())
            : Task.FromResult<IReadOnlyDictionary<string, ScopeText>>(Texts);
    }
}

/// <summary>What the operator says of them.</summary>
public sealed class FakeScopeFacts : IScopeFacts
{
    public bool Fails { get; set; }

    public Dictionary<string, ScopeFacts> Facts { get; } = new List<ScopeFacts>
    {
        new("openid", ScopeReach.Identity, "account", ScopeRisk.Low, IsMandatory: true),
        new("offline_access", ScopeReach.Offline, "account", ScopeRisk.Elevated, IsMandatory: false),
        new("calendar.read", ScopeReach.Read, "calendar", ScopeRisk.Low, IsMandatory: false),
        new("calendar.write", ScopeReach.Write, "calendar", ScopeRisk.Elevated, IsMandatory: false),
        new("files.read", ScopeReach.Read, "files", ScopeRisk.High, IsMandatory: false),
        new("files.write", ScopeReach.Write, "files", ScopeRisk.High, IsMandatory: false),
    }.ToDictionary(facts => facts.Scope);

    public Task<IReadOnlyDictionary<string, ScopeFacts>> GetAsync(CancellationToken cancellationToken) => Fails
        ? throw new GrantStoreException(GrantStoreFailure.NothingChanged, new TimeoutException())
        : Task.FromResult<IReadOnlyDictionary<string, ScopeFacts>>(Facts);
}
