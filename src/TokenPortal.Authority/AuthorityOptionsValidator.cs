using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using TokenPortal.Authority.Seeding;

namespace TokenPortal.Authority;

/// <summary>Reports every fault of the settings at once, each with its key.</summary>
internal sealed class AuthorityOptionsValidator(IConfiguration configuration) : IValidateOptions<AuthorityOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthorityOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(AuthorityOptions.ConnectionStringName)))
        {
            faults.Add($"ConnectionStrings:{AuthorityOptions.ConnectionStringName}: is missing.");
        }

        faults.AddRange(Annotations(options, AuthorityOptions.SectionName));
        faults.AddRange(Addresses(options));
        faults.AddRange(Lifetimes(options));
        faults.AddRange(options.Users.SelectMany((user, i) => Annotations(user, Key("Users", i))));
        faults.AddRange(Repeated(options.Users.Select(u => u.Subject), "Users", "Subject"));
        faults.AddRange(Repeated(options.Users.Select(u => u.Email), "Users", "Email"));
        faults.AddRange(options.Clients.SelectMany((client, i) => Client(client, Key("Clients", i))));
        faults.AddRange(Repeated(options.Clients.Select(c => c.ClientId), "Clients", "ClientId"));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Key(string list, int index) => $"{AuthorityOptions.SectionName}:{list}:{index}";

    private static IEnumerable<string> Annotations(object settings, string key)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
        return results.SelectMany(r => r.MemberNames.Select(member => $"{key}:{member}: {r.ErrorMessage}"));
    }

    private static IEnumerable<string> Addresses(AuthorityOptions options)
    {
        const string Issuer = $"{AuthorityOptions.SectionName}:Issuer";
        if (options.Issuer is { } issuer)
        {
            if (!IsWeb(issuer) || issuer.Query.Length > 0 || issuer.Fragment.Length > 0)
            {
                yield return $"{Issuer}: must be an absolute http(s) address without query and fragment.";
            }
            else if (issuer.Scheme == Uri.UriSchemeHttp && !issuer.IsLoopback)
            {
                yield return $"{Issuer}: must be https; plain http is only for loopback addresses.";
            }
        }

        if (options.PortalAddress is { } portal && !IsWeb(portal))
        {
            yield return $"{AuthorityOptions.SectionName}:PortalAddress: must be an absolute http(s) address.";
        }
    }

    private static IEnumerable<string> Lifetimes(AuthorityOptions options)
    {
        if (options.AccessTokenLifetime <= TimeSpan.Zero)
        {
            yield return $"{AuthorityOptions.SectionName}:AccessTokenLifetime: must be longer than zero.";
        }

        if (options.RefreshTokenLifetime <= TimeSpan.Zero)
        {
            yield return $"{AuthorityOptions.SectionName}:RefreshTokenLifetime: must be longer than zero.";
        }

        if (options.RefreshTokenReuseLeeway < TimeSpan.Zero)
        {
            yield return $"{AuthorityOptions.SectionName}:RefreshTokenReuseLeeway: must not be negative.";
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values, string list, string property) =>
        values.Where(value => value.Length > 0)
            .GroupBy(value => value, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"{AuthorityOptions.SectionName}:{list}: {property} '{group.Key}' is listed twice.");

    private static List<string> Client(ClientOptions client, string key)
    {
        var faults = Annotations(client, key).ToList();
        var secretless = string.IsNullOrEmpty(client.ClientSecret);
        if (client.Kind == ClientKind.Public && !secretless)
        {
            faults.Add($"{key}:ClientSecret: a public client cannot keep a secret.");
        }
        else if (client.Kind != ClientKind.Public && secretless)
        {
            faults.Add($"{key}:ClientSecret: is missing.");
        }

        if (client.Kind is ClientKind.Confidential or ClientKind.Public && client.RedirectUris.Count == 0)
        {
            faults.Add($"{key}:RedirectUris: is empty.");
        }

        if (client.RedirectUris.Concat(client.PostLogoutRedirectUris).Any(uri => !uri.IsAbsoluteUri))
        {
            faults.Add($"{key}: redirect addresses must be absolute.");
        }

        faults.AddRange(Links(client)
            .Where(link => link.Address is not null && !IsWeb(link.Address))
            .Select(link => $"{key}:{link.Name}: must be an absolute http(s) address."));
        faults.AddRange(client.Scopes
            .Where(scope => KnownScopes.All.All(known => known.Name != scope))
            .Select(scope => $"{key}:Scopes: '{scope}' is not a scope of this server."));
        return faults;
    }

    private static IEnumerable<(string Name, Uri? Address)> Links(ClientOptions client) =>
    [
        (nameof(client.HomePage), client.HomePage),
        (nameof(client.PrivacyPolicy), client.PrivacyPolicy),
        (nameof(client.TermsOfService), client.TermsOfService),
    ];

    private static bool IsWeb(Uri uri) =>
        uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
