using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.SignalR;

namespace TokenPortal.Web.Authentication.Circuits;

internal static class CircuitExtensions
{
    // What a page carries from prerendering comes back in one message, and a letter of most alphabets takes six bytes of it:
    // the framework's 32 kB hold a dozen apps in Russian. Only signed-in people send any.
    private const long LargestMessage = 1024 * 1024;

    /// <summary>Circuits, each open page bound to the session that opened it.</summary>
    public static IServerSideBlazorBuilder AddSessionCircuits(this IRazorComponentsBuilder components)
    {
        var builder = components
            .RegisterPersistentService<PageOwner>(RenderMode.InteractiveServer)
            .AddInteractiveServerComponents();
        builder.Services.AddScoped(provider => new PageOwner(provider.GetRequiredService<CircuitSession>()));
        builder.Services.AddSingleton<CircuitOwners>();
        builder.Services.AddSingleton<LeavingPages>();
        builder.Services.AddSingleton<CircuitFilter>();
        builder.Services.AddScoped<CircuitSession>();
        builder.Services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitSession>());
        builder.Services.AddScoped<CircuitHandler, SessionCircuitHandler>();
        return builder.AddHubOptions(options =>
        {
            options.AddFilter<CircuitFilter>();
            options.MaximumReceiveMessageSize = LargestMessage;
        });
    }
}
