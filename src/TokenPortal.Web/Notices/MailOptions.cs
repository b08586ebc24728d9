namespace TokenPortal.Web.Notices;

/// <summary>The mail server that notices go through. Without a host nothing is sent.</summary>
public sealed class MailOptions
{
    /// <summary>The settings section.</summary>
    public const string SectionName = "Mail";

    /// <summary>The mail server's name or address. Empty: mail is off.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>none, starttls or tls.</summary>
    public string Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The login at the mail server, where it asks for one.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender, like "Example Accounts &lt;accounts@example.com&gt;".</summary>
    public string From { get; set; } = "";

    /// <summary>Where users find the portal: the links in mails lead there.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>The language for people whose own is not known: en or ru.</summary>
    public string Language { get; set; } = NoticeWording.English;

    public bool Enabled => Host.Length > 0;
}

/// <summary>The words of <see cref="MailOptions.Security"/>.</summary>
internal static class MailSecurity
{
    /// <summary>No encryption.</summary>
    public const string None = "none";

    /// <summary>Encryption is required, and begins with a command.</summary>
    public const string StartTls = "starttls";

    /// <summary>Encryption from the first byte on.</summary>
    public const string Tls = "tls";

    public static IReadOnlyList<string> All { get; } = [None, StartTls, Tls];
}
