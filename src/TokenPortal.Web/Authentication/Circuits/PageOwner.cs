using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Goes with the state that a page carries from prerendering, or over a pause, to its circuit. The state is sealed, but not
/// to anybody: without this, whoever has another person's page could open it as their own.
/// </summary>
public sealed class PageOwner
{
    private readonly CircuitSession _session;

    internal PageOwner(CircuitSession session) => _session = session;

    /// <summary>Written by the session that the page is made for, and compared by the one that it is opened by.</summary>
    [PersistentState]
    public Guid? Session
    {
        get => _session.Session;
        set => _session.RequireOwner(value);
    }
}
