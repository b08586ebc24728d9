using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>How taking access away ended, as the dialog and the page tell it.</summary>
public abstract record RemovalOutcome
{
    private RemovalOutcome()
    {
    }

    /// <summary>It is done: the dialog closes and the page shows the receipt.</summary>
    public sealed record Done(ReceiptModel Receipt) : RemovalOutcome;

    /// <summary>It is done, and the app stays: the dialog closes and the page says so.</summary>
    public sealed record Narrowed(string Message) : RemovalOutcome;

    /// <summary>There was nothing to do: the dialog closes and the page says why.</summary>
    public sealed record Nothing(string Message) : RemovalOutcome;

    /// <summary>It did not succeed, or nobody knows: the dialog stays, says so and offers another try.</summary>
    /// <param name="NeedsSignIn">Another try succeeds only after a fresh sign-in.</param>
    public sealed record Failed(string Message, bool NeedsSignIn = false) : RemovalOutcome
    {
        /// <summary>It was not allowed: any other app would be refused as well.</summary>
        public bool IsRefusal { get; init; }
    }

    internal static Failed From(Refusal refusal) =>
        new(RefusalText.Sentence(refusal), refusal is Refusal.NeedsFreshSignIn or Refusal.SignedOut)
        {
            IsRefusal = true,
        };

    internal static Failed From(GrantStoreFailure failure) => new(failure switch
    {
        GrantStoreFailure.NothingChanged => RemovalText.NothingChanged,
        _ => RemovalText.Unconfirmed,
    });
}

/// <summary>What was taken away.</summary>
/// <param name="Id">Unlike the key, never the same twice: an app can come back and be removed again.</param>
/// <param name="Place">Where its card stood in the list.</param>
public sealed record ReceiptModel(
    string Id,
    string Title,
    string? AppName,
    string? ClientId,
    DateTimeOffset RemovedAt,
    string Ended,
    string Lingering,
    bool AtOnce,
    int Place);
