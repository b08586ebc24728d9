using System.Text.Encodings.Web;
using System.Text.Json;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo;

/// <summary>What a script or another client needs to use a running demo.</summary>
internal static class DemoDescription
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The file holds secrets, and appears only when it is whole.</summary>
    public static async Task WriteAsync(DemoEnvironment demo, string file, CancellationToken cancellationToken)
    {
        try
        {
            var path = Path.GetFullPath(file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await SecretFile.WriteAsync(path, Write(demo), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} of --describe cannot be written: {e.Message}", e);
        }
    }

    private static string Write(DemoEnvironment demo) => JsonSerializer.Serialize(new
    {
        demo.Portal,
        demo.Authority,
        demo.Api,
        demo.Apps,
        Database = demo.ConnectionString,
        Accounts = demo.Accounts.Select(account => new { account.Email, account.Subject, account.Password, account.Roles }),
        Clients = demo.Clients.Select(client => new
        {
            client.ClientId,
            client.ClientSecret,
            client.RedirectUris,
            client.Kind,
        }),
    }, Json);
}
