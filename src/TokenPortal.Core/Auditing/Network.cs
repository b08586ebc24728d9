using System.Net;
using System.Net.Sockets;

namespace TokenPortal.Core.Auditing;

/// <summary>The network of an address: enough to recognize it, too little to find a person.</summary>
public static class Network
{
    private const int PrefixBytes4 = 3;
    private const int PrefixBytes6 = 6;

    /// <summary>/24 for IPv4, /48 for IPv6.</summary>
    public static string PrefixOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? PrefixBytes4 : PrefixBytes6;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
