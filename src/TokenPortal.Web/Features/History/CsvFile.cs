using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Features.History;

/// <summary>The history as RFC 4180 text, safe to open with a spreadsheet.</summary>
internal static class CsvFile
{
    public static readonly ExportFormat Format = new("csv", () => HistoryText.Csv, "text/csv; charset=utf-8", WriteAsync);

    // The mark by which spreadsheets tell UTF-8 from the machine's own encoding.
    private const string ByteOrderMark = "\uFEFF";

    private const string LineEnd = "\r\n";

    // A cell that begins with one of these is run as a formula by spreadsheets; an apostrophe makes it text.
    private const string FormulaStarts = "=+-@\t\r\n";

    public static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") || text.StartsWith(' ') || text.EndsWith(' ')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    private static async Task WriteAsync(
        PipeWriter output, IAsyncEnumerator<HistoryEntry>? rows, SentenceTerms terms, CancellationToken cancellationToken)
    {
        Write(output, ByteOrderMark + Line(ExportRow.Columns.Select(column => (object?)column.Name)));
        for (var more = rows is not null; more; more = await rows!.MoveNextAsync())
        {
            Write(output, Line(ExportRow.Columns.Select(column => column.Value(rows!.Current, terms))));
            if (output.UnflushedBytes > ExportFormat.Unflushed) await output.FlushAsync(cancellationToken);
        }
        await output.FlushAsync(cancellationToken);
    }

    private static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + LineEnd;

    private static void Write(PipeWriter output, string text) => Encoding.UTF8.GetBytes(text, output);
}
