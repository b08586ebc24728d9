using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Hints by hand.</summary>
public sealed class FakeChanges : IGrantChanges
{
    private readonly List<Func<Task>> _subscribers = [];

    public int Stamp { get; set; }

    public int Subscribers => _subscribers.Count;

    public string StampFor(string subject) => $"{subject}.{Stamp}";

    public IDisposable Subscribe(string subject, Func<Task> onChange)
    {
        _subscribers.Add(onChange);
        return new Subscription(() => _subscribers.Remove(onChange));
    }

    /// <summary>Tells every subscriber that something may have changed.</summary>
    public Task HintAsync()
    {
        Stamp++;
        return Task.WhenAll(_subscribers.ToList().Select(subscriber => subscriber()));
    }

    private sealed class Subscription(Action unsubscribe) : IDisposable
    {
        public void Dispose() => unsubscribe();
    }
}
