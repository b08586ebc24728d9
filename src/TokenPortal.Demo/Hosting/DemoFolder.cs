namespace TokenPortal.Demo.Hosting;

/// <summary>The demo's data folder, held for as long as the demo runs.</summary>
internal sealed class DemoFolder : IDisposable
{
    private const string LockName = "demo.lock";

    private readonly FolderLock _lock;

    private DemoFolder(string path, FolderLock held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string Postgres => Of("postgres");

    public string AuthorityKeys => Of("authority-keys");

    public string PortalKeys => Of("portal-keys");

    public string Tokens => Of("linked-apps.json");

    public static DemoFolder Open(string? folder)
    {
        var path = System.IO.Path.GetFullPath(folder ?? UserFolders.Demo);
        var held = FolderLock.TryTake(path, LockName) ?? throw new StartException(
            $"The data folder {path} is in use by another demo: stop that one, or choose another with --data DIR.");
        return new DemoFolder(path, held);
    }

    /// <summary>Empties the folder, except for the database cluster, which is the server's to remove.</summary>
    public void Clear()
    {
        DemoSecrets.Remove(Path);
        ClearSamples();
    }

    /// <summary>Removes what belongs to samples that are made anew.</summary>
    public void ClearSamples()
    {
        foreach (var folder in new[] { AuthorityKeys, PortalKeys }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        File.Delete(Tokens);
    }

    public void Dispose() => _lock.Dispose();

    private string Of(string name) => System.IO.Path.Combine(Path, name);
}
