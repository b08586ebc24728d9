using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>Sends bytes as they are, for requests that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <returns>The status and the body, or status 0 when the server hung up without an answer.</returns>
    public static async Task<(int Status, string Headers, string Body)> SendAsync(
        Uri server, byte[] request, bool hangUp = false)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellation);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, cancellation);
            if (hangUp) client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, cancellation);
        }
        catch (IOException)
        {
            // The server may hang up on a request before it was read to its end.
        }

        return Parse(Encoding.UTF8.GetString(answer.ToArray()));
    }

    private static (int Status, string Headers, string Body) Parse(string answer)
    {
        if (answer.Length == 0) return (0, "", "");
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = end < 0 ? answer : answer[..end];
        return (
            int.Parse(headers.Split(' ')[1], CultureInfo.InvariantCulture), headers, end < 0 ? "" : answer[(end + 4)..]);
    }
}
