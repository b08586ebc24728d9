using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;

namespace TokenPortal.Web.Authentication.Circuits;

internal static class CircuitExtensions
{
    /// <summary>Binds every open page to the session that opened it.</summary>
    public static IServerSideBlazorBuilder AddSessionCircuits(this IServerSideBlazorBuilder builder)
    {
        builder.Services.AddSingleton<CircuitOwners>();
        builder.Services.AddSingleton<CircuitFilter>();
        builder.Services.AddScoped<CircuitSession>();
        builder.Services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CircuitSession>());
        builder.Services.AddScoped<CircuitHandler, SessionCircuitHandler>();
        return builder.AddHubOptions(options => options.AddFilter<CircuitFilter>());
    }
}
