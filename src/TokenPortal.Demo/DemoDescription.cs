using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPortal.Demo.Hosting;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Demo;

/// <summary>What a script or another client needs to use a running demo.</summary>
internal sealed record DemoDescription(Uri Portal, Uri Authority, Uri Api, Uri Apps, string Database)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public required IReadOnlyList<SampleAccount> Accounts { get; init; }

    public required IReadOnlyList<DemoClient> Clients { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The file holds secrets, and appears only when it is whole.</summary>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var path = Path.GetFullPath(file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await SecretFile.WriteAsync(path, ToJson(), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} of --describe cannot be written: {e.Message}", e);
        }
    }
}
