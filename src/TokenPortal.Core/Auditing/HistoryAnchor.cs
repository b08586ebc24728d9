using System.Text.Json;
using TokenPortal.Core.Database;

namespace TokenPortal.Core.Auditing;

/// <summary>
/// How long each chain was at a time and how it ended. Kept where nobody who can write to the database can write, it
/// shows what the chains themselves cannot: a tail or a whole chain that was cut off, or written anew.
/// </summary>
public sealed record HistoryAnchor(string Database, DateTimeOffset At, IReadOnlyList<AnchoredChain> Chains)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="DatabaseException">The text is no anchor.</exception>
    public static HistoryAnchor Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<HistoryAnchor>(json, Json)
                ?? throw new DatabaseException("The anchor is empty.");
        }
        catch (JsonException exception)
        {
            throw new DatabaseException($"The anchor cannot be read: {exception.Message}", exception);
        }
    }
}

/// <param name="Chain">The hash that names the chain: sha256 of the subject, in hexadecimal.</param>
/// <param name="Length">How many rows it had, removed ones counted.</param>
/// <param name="Head">The hash of its last row, in hexadecimal.</param>
public sealed record AnchoredChain(string Chain, long Length, string Head);
