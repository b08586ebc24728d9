using System.Net;
using Microsoft.Extensions.Options;

namespace TokenPortal.Web.Start;

internal sealed class PortalOptionsValidator : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        List<string> faults = [];
        Require(nameof(options.SubjectClaim), options.SubjectClaim);
        Require(nameof(options.RoleClaim), options.RoleClaim);
        Require(nameof(options.ServerName), options.ServerName);
        if (options.PathBase is not "" && (!options.PathBase.StartsWith('/') || options.PathBase.EndsWith('/')))
            faults.Add($"{Key(nameof(options.PathBase))}: must start with a slash and not end with one, like /apps.");
        faults.AddRange(options.KnownProxies
            .Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
            .Select(proxy => $"{Key(nameof(options.KnownProxies))}: {proxy} is no IP address and no network like 10.0.0.0/8."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(string key, string value)
        {
            if (string.IsNullOrWhiteSpace(value)) faults.Add($"{Key(key)} is empty: leave it out for its default.");
        }
    }

    private static string Key(string name) => $"{PortalOptions.SectionName}:{name}";
}
