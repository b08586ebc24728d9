using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPortal.Demo.Hosting;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Demo;

/// <summary>What a script or another client needs to use a running demo.</summary>
internal sealed record DemoDescription(Uri Portal, Uri Authority, Uri Api, Uri Apps, Uri Mail, string Database)
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

    /// <summary>Removes the file of an earlier run, which would tell of addresses that are gone.</summary>
    public static void Prepare(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {file} of --describe cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The file holds secrets, and appears only when it is whole.</summary>
    public Task WriteAsync(string file, CancellationToken cancellationToken) =>
        SecretFile.WriteAsync(Path.GetFullPath(file), ToJson(), cancellationToken);
}
