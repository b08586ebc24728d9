using System.Security.Cryptography;
using System.Text;

namespace TokenPortal.Demo.Hosting;

/// <summary>
/// Passwords and client secrets of one data folder, all made from one random key that the folder keeps.
/// </summary>
internal sealed class DemoSecrets
{
    private const string FileName = "demo.secret";

    private readonly byte[] _key;

    internal DemoSecrets(byte[] key) => _key = key;

    public static async Task<DemoSecrets> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            await SecretFile.WriteAsync(path, RandomNumberGenerator.GetHexString(64), cancellationToken);
        return new DemoSecrets(Convert.FromHexString(await File.ReadAllTextAsync(path, cancellationToken)));
    }

    public static void Remove(string folder) => File.Delete(Path.Combine(folder, FileName));

    public string For(string name) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
