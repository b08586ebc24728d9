namespace TokenPortal.Demo;

/// <summary>Reads the demo's options: demosettings.json, then the environment, then the command line.</summary>
internal static class DemoArguments
{
    public const string Usage = """
        Usage: dotnet run --project src/TokenPortal.Demo -- [options]

          --data DIR              keep database, keys and tokens in DIR
          --fresh                 empty the data folder first
          --describe FILE         write addresses, accounts and clients to FILE as JSON once everything is ready
          --connectionString CS   use a running PostgreSQL server instead of starting one
          --durable               let the database survive a crash of the operating system
          --ports:portal N        likewise --ports:authority, --ports:api, --ports:apps, --ports:mail,
                                  --ports:smtp (0: any free port)
          --portalSettings:KEY V, --authoritySettings:KEY V      settings of the two
        """;

    private const string SettingsFile = "demosettings.json";
    private const string EnvironmentPrefix = "TOKENPORTAL_DEMO_";

    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["data"] = nameof(DemoOptions.DataFolder),
        ["describe"] = nameof(DemoOptions.DescribeFile),
    };

    private static readonly string[] Flags = [nameof(DemoOptions.Fresh), nameof(DemoOptions.Durable)];

    private static readonly string[] Values =
    [
        nameof(DemoOptions.DataFolder), nameof(DemoOptions.DescribeFile), nameof(DemoOptions.ConnectionString),
        nameof(DemoOptions.Database), .. typeof(DemoPorts).GetProperties()
            .Where(port => port.PropertyType == typeof(int)).Select(port => $"{nameof(DemoOptions.Ports)}:{port.Name}"),
    ];

    private static readonly string[] Groups =
        [nameof(DemoOptions.PortalSettings), nameof(DemoOptions.AuthoritySettings)];

    /// <exception cref="StartException">An option is unknown, or has no value or a wrong one.</exception>
    public static DemoOptions Read(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile(SettingsFile, optional: true)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddInMemoryCollection(Parse(args))
            .Build();
        var options = new DemoOptions();
        try
        {
            configuration.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new StartException(e.Message, e);
        }

        Copy(configuration, nameof(DemoOptions.PortalSettings), options.PortalSettings);
        Copy(configuration, nameof(DemoOptions.AuthoritySettings), options.AuthoritySettings);
        return options;
    }

    internal static Dictionary<string, string?> Parse(string[] args)
    {
        var parsed = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            var key = KeyOf(name);
            if (value is null && Flags.Contains(key, StringComparer.OrdinalIgnoreCase)) value = bool.TrueString;
            if (value is null && i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                value = args[++i];
            parsed[key] = value ?? throw new StartException($"{name} needs a value.");
        }

        return parsed;
    }

    private static string KeyOf(string name)
    {
        var key = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : "";
        key = ShortNames.GetValueOrDefault(key, key);
        var known = Flags.Concat(Values).Contains(key, StringComparer.OrdinalIgnoreCase)
            || Groups.Any(group => key.StartsWith(group + ':', StringComparison.OrdinalIgnoreCase));
        return known ? key : throw new StartException($"{name} is no option of the demo. --help lists them.");
    }

    // A key of another program's settings has colons of its own: taken as it stands, not as a tree.
    private static void Copy(IConfiguration configuration, string group, IDictionary<string, string?> settings)
    {
        settings.Clear();
        foreach (var (key, value) in configuration.GetSection(group).AsEnumerable(makePathsRelative: true))
        {
            if (value is not null) settings[key] = value;
        }
    }
}
