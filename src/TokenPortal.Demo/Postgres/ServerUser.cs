using System.Security.Cryptography;
using System.Text;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.Postgres;

/// <summary>
/// As whom PostgreSQL's programs run: they refuse root. A user namespace is the better way out, because every file
/// stays where it is and root's; where containers forbid it, another account does, which needs places it can reach.
/// </summary>
internal sealed class ServerUser
{
    private const string SharedFolder = "/var/lib/tokenportal";
    private const string PasswordFile = "/etc/passwd";
    private const string Nobody = "65534";

    private readonly string[] _prefix;
    private readonly string? _owner;

    private ServerUser(string[] prefix, string? owner) => (_prefix, _owner) = (prefix, owner);

    public static async Task<ServerUser> ChooseAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !await WorksAsync(["setsid"], cancellationToken))
            return new ServerUser([], null);

        // A session of its own: Ctrl-C in a terminal goes to the whole group, and must not stop the database first.
        if (!Environment.IsPrivilegedProcess) return new ServerUser(["setsid"], null);

        string[] mapped = ["setsid", "unshare", "--user", $"--map-user={Nobody}", $"--map-group={Nobody}", "--"];
        return await WorksAsync(mapped, cancellationToken)
            ? new ServerUser(mapped, null)
            : await OtherAccountAsync(cancellationToken);
    }

    internal static async Task<ServerUser> OtherAccountAsync(CancellationToken cancellationToken)
    {
        var (user, group) = FindAccount(await File.ReadAllLinesAsync(PasswordFile, cancellationToken));
        string[] other = ["setsid", "setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"];
        return await WorksAsync(other, cancellationToken)
            ? new ServerUser(other, $"{user}:{group}")
            : throw new StartException(
                "PostgreSQL does not run as root, and neither user namespaces nor setpriv are allowed here: start as a "
                + $"normal user, or name a running server by {PostgresOptions.ConnectionStringOption}.");
    }

    public IEnumerable<string> Run(string program, params IEnumerable<string> arguments) =>
        [.. _prefix, program, .. arguments];

    /// <summary>The folder itself, or, for an account that cannot read there, one that stands for it.</summary>
    public async Task<string> PlaceForProgramsAsync(string folder, CancellationToken cancellationToken)
    {
        UserFolders.Create(folder);
        if (_owner is null || await IsAsync("-x", folder, cancellationToken)) return folder;

        var place = StandIn(folder);
        UserFolders.CreateTraversable(place);
        return place;
    }

    /// <summary>The folder itself, or, for an account that cannot write there, one that stands for it.</summary>
    public async Task<string> PlaceForDataAsync(string folder, CancellationToken cancellationToken)
    {
        UserFolders.Create(folder);
        if (_owner is null || await IsAsync("-w", folder, cancellationToken)) return folder;

        var place = StandIn(folder);
        UserFolders.CreateTraversable(SharedFolder);
        UserFolders.Create(place);
        await GiveAsync(place, cancellationToken);
        return place;
    }

    /// <summary>Gives a file or folder to the account that the programs run as.</summary>
    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (_owner is not null) await Command.RunAsync(["chown", _owner, path], cancellationToken);
    }

    internal static (string User, string Group) FindAccount(IEnumerable<string> accounts)
    {
        var fields = accounts.Select(line => line.Split(':')).FirstOrDefault(f => f[0] == "postgres" && f.Length > 3);
        return fields is null ? (Nobody, Nobody) : (fields[2], fields[3]);
    }

    private async Task<bool> IsAsync(string test, string folder, CancellationToken cancellationToken)
        => (await Command.RunAsync(Run("test", test, folder), cancellationToken)).Succeeded;

    private static string StandIn(string folder)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder)));
        return Path.Combine(SharedFolder, Convert.ToHexStringLower(hash.AsSpan(0, 8)));
    }

    private static async Task<bool> WorksAsync(string[] prefix, CancellationToken cancellationToken)
        => (await Command.RunAsync([.. prefix, "true"], cancellationToken)).Succeeded;
}
