using System.Net;
using System.Net.Sockets;

namespace VetVisits.Webhooks;

/// <summary>
/// Which addresses the product may connect to on an admin's word. Nothing of this machine, of its network or of the cloud's own metadata: an address is looked at
/// when it is given and again, resolved, when it is connected to, for a name may point elsewhere by then.
/// </summary>
public static class PublicNetwork
{
    // RFC 6890 and its registry: everything that is not globally reachable, and multicast.
    private static readonly IReadOnlyList<IPNetwork> Closed =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        ]).Select(IPNetwork.Parse),
    ];

    // Only 2000::/3 is given out at all; within it, what holds another address or is documentation.
    private static readonly IPNetwork Open6 = IPNetwork.Parse("2000::/3");
    private static readonly IReadOnlyList<IPNetwork> Closed6 = [.. ((string[])["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]).Select(IPNetwork.Parse)];

    public static bool Allows(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? Allows(address.MapToIPv4())
        : address.AddressFamily == AddressFamily.InterNetwork ? !Closed.Any(net => net.Contains(address))
        : Open6.Contains(address) && !Closed6.Any(net => net.Contains(address));

    /// <summary>An https address on its usual port, without a user in it.</summary>
    public static bool Allows(Uri uri) =>
        uri is { IsAbsoluteUri: true, UserInfo: "", IsDefaultPort: true, Fragment: "" } && uri.Scheme == Uri.UriSchemeHttps
        && (!IPAddress.TryParse(uri.IdnHost, out var literal) || Allows(literal)) && uri.HostNameType != UriHostNameType.Unknown
        && (IPAddress.TryParse(uri.IdnHost, out _) || uri.IdnHost.Contains('.', StringComparison.Ordinal));

    /// <summary>Every address that the name has now; false also when it has none.</summary>
    public static async Task<bool> Resolves(Uri uri, CancellationToken stop)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(uri.IdnHost, stop);
            return addresses.Length > 0 && addresses.All(Allows);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Connects to public addresses alone: the one that was looked at is the one that is connected to.</summary>
    public static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        if (addresses.Length == 0 || !addresses.All(Allows)) throw new HttpRequestException("The webhook's name points to an address that is not public.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
