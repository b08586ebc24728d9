namespace TokenPortal.Demo.Hosting;

/// <summary>Where the demo keeps its files when no place is given.</summary>
internal static class UserFolders
{
    private const string Name = "TokenPortal";

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Traversable =
        OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Demo => Path.Combine(Root, "demo");

    public static string Packages => Path.Combine(Root, "packages");

    private static string Root
    {
        get
        {
            var local = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return CanCreate(local)
                ? Path.Combine(local, Name)
                // An account without a home (nobody, a bare container user).
                : Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}");
        }
    }

    public static string Create(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder).FullName
                : Directory.CreateDirectory(folder, OwnerOnly).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The folder {folder} cannot be made: {e.Message}", e);
        }
    }

    /// <summary>A folder that another account can pass through: for programs that must not run as root.</summary>
    public static void CreateTraversable(string folder)
    {
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, Traversable);
    }

    private static bool CanCreate(string folder)
    {
        if (folder.Length == 0) return false;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, Name));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
