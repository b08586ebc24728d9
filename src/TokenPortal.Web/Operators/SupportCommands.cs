using System.CommandLine;
using System.Globalization;
using TokenPortal.Core;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>`support end` and `grants revoke`.</summary>
internal static class SupportCommands
{
    public static Command CreateSupport(OperatorSettings settings)
    {
        var id = new Option<Guid>("--id") { Description = "The support session, as the history names it.", Required = true };
        var end = new Command("end", "End a support session (ConnectionStrings:TokenPortal).") { id };
        end.SetAction(async (parsed, cancellationToken) =>
        {
            var ended = await SupportAdministration.EndAsync(
                settings.Runtime, parsed.GetRequiredValue(id), cancellationToken);
            await Console.Out.WriteLineAsync(ended ? "The support session is ended." : "No such support session is running.");
            return ended ? 0 : PortalProgram.Failure;
        });
        return new Command("support", "Staff who look at users' pages.") { end };
    }

    public static Command CreateGrants(OperatorSettings settings)
    {
        var subject = OperatorOptions.Subject();
        var client = new Option<string?>("--client") { Description = "One client id; without it, all but first-party apps." };
        var revoke = new Command("revoke", "Take apps' access to an account away (ConnectionStrings:TokenPortal).")
        {
            subject,
            client,
        };
        revoke.SetAction(async (parsed, cancellationToken) =>
        {
            var receipts = await SupportAdministration.RevokeAsync(
                settings.Runtime, parsed.GetRequiredValue(subject), parsed.GetValue(client),
                FirstParty(settings.Configuration), cancellationToken);
            foreach (var receipt in receipts)
            {
                await Console.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{receipt.AppName ?? receipt.ClientId ?? "unknown app"}: {receipt.Grants} grants, "
                    + $"{receipt.RefreshTokens} refresh tokens, {receipt.AccessTokens} access tokens ended."));
            }

            if (receipts.Count == 0) await Console.Out.WriteLineAsync("Nothing was left to revoke.");
        });
        return new Command("grants", "The access that people gave to apps.") { revoke };
    }

    private static IEnumerable<string> FirstParty(IConfiguration configuration) =>
    [
        .. configuration.GetSection($"{CoreOptions.SectionName}:{nameof(CoreOptions.FirstPartyClientIds)}").Get<string[]>()
            ?? [],
        .. IdentitySettings.ClientId(configuration) is { Length: > 0 } own ? [own] : Array.Empty<string>(),
    ];
}
