using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Core.Sessions;
using TokenPortal.Web;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Authentication.Circuits;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Features.OneApp;
using TokenPortal.Web.Features.Sessions;
using TokenPortal.Web.Features.Takeover;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>The portal's parts on faked Core services, with a person signed in and a clock that stands still.</summary>
public abstract class PortalContext : BunitContext
{
    protected const string Subject = "subject-1";

    /// <summary>The sign-in session that the page belongs to.</summary>
    protected static readonly Guid Session = Guid.Parse("11111111-1111-1111-1111-111111111111");

    protected PortalContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Grants = new FakeGrants(Time);
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IAccountApps>(Grants);
        Services.AddSingleton<IGrantChanges>(Changes);
        Services.AddSingleton<IScopeCatalog>(Scopes);
        Services.AddSingleton<IScopeFacts>(ScopeFacts);
        Services.AddSingleton<ISessions>(Sessions);
        Services.AddSingleton<ISupport>(Support);
        Services.AddSingleton<IBreakGlass>(Support);
        Services.AddSingleton<IAccess>(Support);
        Services.AddSingleton<LeavingPages>();
        Services.AddScoped<CircuitSession>();
        Services.AddScoped<CurrentUserSource>();
        Services.AddScoped<ViewerSource>();
        Services.AddOptions<PortalOptions>();
        Services.AddSingleton<IAccountHistory>(History);
        Services.AddLanguages();
        Services.AddConnectedApps();
        Services.AddOneAppPage();
        Services.AddHistoryPage();
        Services.AddSessionsPage();
        Services.AddTakeoverPage();
        Authorization = AddAuthorization();
        Authorization.SetAuthorized("Ann Archer");
        Authorization.SetClaims(
            new("sub", Subject), new("name", "Ann Archer"), new("email", "ann@example.com"),
            new("portal_session", Session.ToString()));
        // Last, for it makes the provider.
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected FakeTimeProvider Time { get; } = new(Apps.Now);

    protected FakeGrants Grants { get; }

    protected FakeChanges Changes { get; } = new();

    protected FakeHistory History { get; } = new();

    protected FakeScopes Scopes { get; } = new();

    protected FakeScopeFacts ScopeFacts { get; } = new();

    protected FakeSessions Sessions { get; } = new();

    protected FakeSupport Support { get; } = new();

    protected BunitAuthorizationContext Authorization { get; }

    /// <summary>Draws a component with the providers that the layout has around it.</summary>
    protected IRenderedComponent<Surroundings> RenderInLayout<TComponent>() where TComponent : IComponent =>
        Render<Surroundings>(parameters => parameters.AddChildContent<TComponent>());

    /// <summary>The page of one app, with the providers that the layout has around it.</summary>
    protected IRenderedComponent<Surroundings> RenderApp(string key) => Render<Surroundings>(parameters =>
        parameters.AddChildContent<OneAppPage>(page => page.Add(shown => shown.Key, key)));
}

/// <summary>What MudBlazor's dialogs need on a page.</summary>
public sealed class Surroundings : ComponentBase
{
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
    {
        builder.OpenComponent<MudPopoverProvider>(0);
        builder.CloseComponent();
        builder.OpenComponent<MudDialogProvider>(1);
        builder.CloseComponent();
        builder.AddContent(2, ChildContent);
    }
}
