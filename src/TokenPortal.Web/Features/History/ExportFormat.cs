using System.IO.Pipelines;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Features.History;

/// <summary>A kind of file to take the history away as.</summary>
/// <param name="Label">In the language of whoever looks.</param>
/// <param name="WriteAsync">
/// Writes the row that the enumerator stands on and all that follow, or no row when it is null.
/// </param>
internal sealed record ExportFormat(
    string Extension, Func<string> Label, string ContentType,
    Func<PipeWriter, IAsyncEnumerator<HistoryEntry>?, SentenceTerms, CancellationToken, Task> WriteAsync)
{
    /// <summary>How many bytes may wait for a slow reader.</summary>
    public const int Unflushed = 32 * 1024;
}
