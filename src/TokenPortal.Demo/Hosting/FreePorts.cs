using System.Net;
using System.Net.Sockets;

namespace TokenPortal.Demo.Hosting;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePorts
{
    /// <summary>Different free ports of the loopback interface, held together until all are chosen.</summary>
    public static int[] Choose(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            foreach (var listener in listeners) listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners) listener.Dispose();
        }
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
