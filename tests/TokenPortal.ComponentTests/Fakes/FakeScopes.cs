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
