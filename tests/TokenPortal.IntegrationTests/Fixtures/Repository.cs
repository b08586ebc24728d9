namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>The folder that this was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TokenPortal.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
