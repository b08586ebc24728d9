using TokenPortal.Demo.Samples;

namespace TokenPortal.Demo.Hosting;

/// <summary>The settings with which the demo runs the shipped authority and portal.</summary>
internal sealed record PartSettings(
    DemoAddresses Addresses, DemoDatabase Database, DemoFolder Folder, ClientRegistrations Clients, DemoSecrets Secrets)
{
    // Long enough for an app that is forgotten for months to come back: that is one of the samples.
    private static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(365);

    // The demo's own console block tells what there is to tell; warnings and failures still show.
    private static readonly object Quiet = new
    {
        LogLevel = new Dictionary<string, LogLevel>
        {
            ["Default"] = LogLevel.Warning,
            // The data folder is closed to other accounts, which is the protection that this warning asks for.
            ["Microsoft.AspNetCore.DataProtection"] = LogLevel.Error,
        },
    };

    public object Authority() => new
    {
        Logging = Quiet,
        ConnectionStrings = new { Authority = Database.Owner, TokenPortal = Database.Runtime },
        Authority = new
        {
            Issuer = Addresses.Authority,
            KeysPath = Folder.AuthorityKeys,
            PortalAddress = Addresses.Portal,
            RefreshTokenLifetime,
            Users = SampleAccount.All,
            Clients = Clients.ToSettings(),
        },
    };

    public object Portal() => new
    {
        Logging = Quiet,
        ConnectionStrings = new { TokenPortal = Database.Runtime },
        Grants = new { FirstPartyClientIds = new[] { SampleApps.Workspace } },
        Identity = new
        {
            Authority = Addresses.Authority,
            ClientId = ClientRegistrations.Portal,
            ClientCredentials = new[]
            {
                new { SourceType = "ClientSecret", ClientSecret = Secrets.For(ClientRegistrations.Portal) },
            },
            Scope = new[] { "email", "roles" },
        },
        Portal = new { DataProtectionPath = Folder.PortalKeys },
        Mail = new
        {
            Host = "127.0.0.1",
            Port = Addresses.Smtp,
            Security = "none",
            From = "Example Accounts <accounts@example.com>",
            PublicAddress = Addresses.Portal,
        },
    };
}
