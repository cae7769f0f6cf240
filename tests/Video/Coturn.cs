using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VetVisits.Tests.Video;

/// <summary>coturn from Debian as a relay on loopback, with a shared secret for credentials of the REST convention.</summary>
internal sealed class Coturn(string secret) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("coturn-");
    private Process? server;

    public int Port { get; } = FreePort();

    public string Url => $"turn:127.0.0.1:{Port}?transport=udp";

    /// <summary>Starts it, again on the same port after <see cref="Cut"/>.</summary>
    public async Task Start()
    {
        string[] settings =
        [
            "--no-cli", "--no-tls", "--no-dtls", "--no-tcp-relay", "--allow-loopback-peers", "--use-auth-secret", $"--static-auth-secret={secret}", "--realm=vetvisits",
            "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", $"--listening-port={Port.ToString(CultureInfo.InvariantCulture)}", "--log-file=stdout", "--simple-log",
            $"--pidfile={Path.Combine(folder.FullName, "pid")}", $"--userdb={Path.Combine(folder.FullName, "users")}",
        ];
        server = Process.Start(new ProcessStartInfo("turnserver", settings) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = server.StandardOutput.ReadToEndAsync();
        _ = server.StandardError.ReadToEndAsync();
        await Listens();
    }

    /// <summary>The relay is gone from one moment to the next, and with it every path through it.</summary>
    public async Task Cut()
    {
        server!.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        server = null;
    }

    public void Dispose()
    {
        if (server is { HasExited: false }) server.Kill();
        server?.WaitForExit();
        server?.Dispose();
        folder.Delete(recursive: true);
    }

    // It also listens for TCP on the same port.
    private async Task Listens()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException($"turnserver does not listen on port {Port}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
