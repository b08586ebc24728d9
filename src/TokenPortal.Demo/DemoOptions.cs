namespace TokenPortal.Demo;

/// <summary>How to run the demo. Everything has a default.</summary>
public sealed class DemoOptions
{
    /// <summary>Keeps the database, keys and tokens; null is a folder of the user's own.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Empties the data folder first.</summary>
    public bool Fresh { get; set; }

    public DemoPorts Ports { get; set; } = new();

    /// <summary>
    /// A running PostgreSQL server, with a role that may create databases and roles; null starts one.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// The database that the demo makes, and makes anew when its contents do not belong to the data folder.
    /// </summary>
    public string Database { get; set; } = "tokenportal_demo";

    /// <summary>Whether the database survives a crash of the operating system.</summary>
    public bool Durable { get; set; }

    /// <summary>A file that tells addresses, accounts and clients as JSON once everything is ready.</summary>
    public string? DescribeFile { get; set; }

    /// <summary>Settings of the portal that replace the demo's.</summary>
    public IDictionary<string, string?> PortalSettings { get; } = new Dictionary<string, string?>();

    /// <summary>Settings of the authority that replace the demo's.</summary>
    public IDictionary<string, string?> AuthoritySettings { get; } = new Dictionary<string, string?>();

    /// <summary>Where the authority and the portal log besides the console.</summary>
    public Action<ILoggingBuilder> Logging { get; set; } = _ => { };

    /// <summary>Given each line of PostgreSQL's own log.</summary>
    public Action<string> DatabaseLog { get; set; } = _ => { };

    /// <summary>Told what is being done while it starts, one line at a time.</summary>
    public Action<string> Progress { get; set; } = _ => { };
}

/// <summary>The ports of the demo's parts on the loopback interface; 0 takes any free one.</summary>
public sealed class DemoPorts
{
    public int Portal { get; set; } = 5200;

    public int Authority { get; set; } = 5100;

    public int Api { get; set; } = 5300;

    public int Apps { get; set; } = 5400;

    /// <summary>The page that shows the mails.</summary>
    public int Mail { get; set; } = 5500;

    /// <summary>Where the portal hands its mails in.</summary>
    public int Smtp { get; set; } = 5525;

    /// <summary>A free port for each part.</summary>
    public static DemoPorts Any => new() { Portal = 0, Authority = 0, Api = 0, Apps = 0, Mail = 0, Smtp = 0 };
}
