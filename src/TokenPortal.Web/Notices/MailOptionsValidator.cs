using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;

namespace TokenPortal.Web.Notices;

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (!options.Enabled) return ValidateOptionsResult.Success;

        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MailOptions options)
    {
        if (options.Port is < 1 or > ushort.MaxValue)
            yield return $"{Key(nameof(options.Port))}: a port is a number from 1 to {ushort.MaxValue}.";
        if (!MailSecurity.All.Contains(options.Security))
            yield return $"{Key(nameof(options.Security))} must be one of: {string.Join(", ", MailSecurity.All)}.";
        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
            yield return $"{Key(nameof(options.User))} and {Key(nameof(options.Password))} belong together: set both or "
                + "none.";
        else if (!string.IsNullOrEmpty(options.User) && options.Security == MailSecurity.None && !IsThisMachine(options.Host))
            yield return $"{Key(nameof(options.Security))} none would send the password in clear: set starttls or tls.";
        if (!MailboxAddress.TryParse(options.From, out _))
            yield return $"{Key(nameof(options.From))} is no address. It looks like: Example <accounts@example.com>";
        if (!Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http"))
            yield return $"{Key(nameof(options.PublicAddress))} is no address. It looks like: https://apps.example.com/";
        else if (address.Scheme == "http" && !address.IsLoopback)
            yield return $"{Key(nameof(options.PublicAddress))} must begin with https, except on this machine.";
        if (!NoticeWording.Languages.Contains(options.Language))
            yield return $"{Key(nameof(options.Language))} must be one of: {string.Join(", ", NoticeWording.Languages)}.";
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string Key(string name) => $"{MailOptions.SectionName}:{name}";
}
