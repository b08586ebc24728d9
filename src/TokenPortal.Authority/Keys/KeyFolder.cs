using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TokenPortal.Authority.Failures;

namespace TokenPortal.Authority.Keys;

/// <summary>The server's keys on disk: made once, readable only by the account that runs the server.</summary>
internal sealed class KeyFolder(IOptions<AuthorityOptions> options)
{
    private const UnixFileMode OwnerOnlyFolder =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int KeySize = 2048;

    /// <summary>Signs tokens (RS256).</summary>
    public RsaSecurityKey Signing => Load("signing.pem");

    /// <summary>Encrypts tokens that only this server reads.</summary>
    public RsaSecurityKey Encryption => Load("encryption.pem");

    /// <summary>Where the keys of session cookies and antiforgery tokens live.</summary>
    public DirectoryInfo Sessions => Folder(Path.Combine(Root.FullName, "sessions"));

    private DirectoryInfo Root => Folder(options.Value.KeysPath);

    private RsaSecurityKey Load(string name)
    {
        var path = Path.Combine(Root.FullName, name);
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(path));
            return new RsaSecurityKey(rsa);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unusable(path, exception);
        }
    }

    private static void Create(string path)
    {
        using var rsa = RSA.Create(KeySize);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = OwnerOnlyFile;
        }

        using (var writer = new StreamWriter(draft, create))
        {
            writer.Write(rsa.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            // A half-written key is never seen, and of two processes that start together both use the first one's.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static DirectoryInfo Folder(string path)
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(path)
                : Directory.CreateDirectory(path, OwnerOnlyFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    private static AuthorityStartException Unusable(string path, Exception exception) => new(
        $"{AuthorityOptions.SectionName}:KeysPath: {path} cannot be used: {exception.Message}", exception);
}
