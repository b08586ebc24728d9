using TokenPortal.Core.Access;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Sessions;

namespace TokenPortal.Web.Features.Takeover;

/// <summary>Shuts everybody else out of an account, as far as the portal can.</summary>
public sealed class AccountRescue(AppRemoval removal, SessionsReader sessions, SessionEnding ending)
{
    /// <summary>Safe to repeat. An outage of one step does not keep the other from being done.</summary>
    public async Task<RescueOutcome> RunAsync(Caller caller)
    {
        var apps = await removal.RemoveAllAsync(caller);
        if (apps is RemovalOutcome.Failed { IsRefusal: true }) return new RescueOutcome(apps, Sessions: null);

        var list = await sessions.ReadAsync(caller, CancellationToken.None);
        var own = list.Sessions.FirstOrDefault(session => session.IsThis);
        return new RescueOutcome(apps, await ending.EndOthersAsync(caller, own));
    }
}

/// <param name="Sessions">Null when nothing was done at all.</param>
public sealed record RescueOutcome(RemovalOutcome Apps, SessionEndOutcome? Sessions)
{
    public bool NeedsSignIn => Apps is RemovalOutcome.Failed { NeedsSignIn: true };

    public bool IsComplete => Apps is not RemovalOutcome.Failed && Sessions is SessionEndOutcome.Done;
}
