using System.Reflection;
using System.Text.RegularExpressions;

namespace TokenPortal.Core.Database;

/// <summary>The scripts that are built into this assembly.</summary>
internal static partial class Scripts
{
    private const string Folder = "TokenPortal.Core.Database.Scripts.";

    public static string Roles => Read(Folder + "Roles.sql");

    public static string Guard => Read(Folder + "Guard.sql");

    public static string RemoveGuard => Read(Folder + "RemoveGuard.sql");

    /// <summary>The statements of a script that cannot run as one: lines of dashes part them.</summary>
    public static string[] StatementsOf(string script) => LineOfDashes().Split(script);

    public static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"{resource} is not built in", nameof(resource));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^-{20,}\r?$", RegexOptions.Multiline)]
    private static partial Regex LineOfDashes();
}
