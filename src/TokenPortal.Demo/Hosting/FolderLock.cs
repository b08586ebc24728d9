namespace TokenPortal.Demo.Hosting;

/// <summary>
/// Held by a living process for as long as it uses a folder. The operating system drops it when the process dies,
/// however it dies: that tells a folder in use from one that was left behind.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock? TryTake(string folder, string name)
    {
        var path = Path.Combine(UserFolders.Create(folder), name);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"The folder {folder} belongs to someone else: choose another with --data.", e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static async Task<FolderLock> TakeAsync(string folder, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(folder, name) is { } taken) return taken;
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();
}
