using System.IO.Pipelines;
using System.Text.Json;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Features.History;

/// <summary>The history as an array of objects.</summary>
internal static class JsonFile
{
    public static readonly ExportFormat Format = new("json", () => HistoryText.Json, "application/json", WriteAsync);

    private static async Task WriteAsync(
        PipeWriter output, IAsyncEnumerator<HistoryEntry>? rows, SentenceTerms terms, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        for (var more = rows is not null; more; more = await rows!.MoveNextAsync())
        {
            Write(json, rows!.Current, terms);
            if (json.BytesPending + output.UnflushedBytes > ExportFormat.Unflushed)
            {
                await json.FlushAsync(cancellationToken);
                await output.FlushAsync(cancellationToken);
            }
        }
        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, HistoryEntry entry, SentenceTerms terms)
    {
        json.WriteStartObject();
        foreach (var (name, value) in ExportRow.Columns)
        {
            switch (value(entry, terms))
            {
                case null: json.WriteNull(name); break;
                case int number: json.WriteNumber(name, number); break;
                case long number: json.WriteNumber(name, number); break;
                case var text: json.WriteString(name, (string)text); break;
            }
        }
        json.WriteEndObject();
    }
}
