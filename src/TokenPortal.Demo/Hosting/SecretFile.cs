namespace TokenPortal.Demo.Hosting;

/// <summary>Files that only their owner reads, replaced whole or not at all.</summary>
internal static class SecretFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(draft, options))
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        File.Move(draft, path, overwrite: true);
    }
}
