using System.Net.Sockets;

namespace TokenPortal.Web.Authentication;

/// <summary>Reads failures of talking to the issuer.</summary>
internal static class IssuerFailure
{
    private const int MaxLength = 300;

    /// <summary>True when the issuer did not answer, as opposed to answering with a refusal.</summary>
    public static bool IsUnreachable(Exception? exception) => Chain(exception).Any(link =>
        link is HttpRequestException or SocketException or TimeoutException or TaskCanceledException
        || link.Message.Contains("IDX20803", StringComparison.Ordinal));

    /// <summary>The innermost reason, in a line: it may be another server's text, which must forge none.</summary>
    public static string Describe(Exception? exception)
    {
        var message = Chain(exception).LastOrDefault()?.Message ?? "no reason given";
        var line = new string([.. message.Select(character => char.IsControl(character) ? ' ' : character)]);
        return line.Length <= MaxLength ? line : line[..MaxLength];
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException) yield return exception;
    }
}
