using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks;

/// <summary>
/// Requests a second through the local host's dispatch, beside a minimal API that answers the same bytes: interleaved rounds, the median of the ratios.
/// The clients are bare sockets, so that most of the time measured is the server's.
/// </summary>
public static class DispatchRate
{
    private const int Rounds = 7;

    public static async Task Print(int clients, TimeSpan time, string path = "api/intake/signs?species=cat")
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        await using (var host = await LocalHost.Start(new() { Data = data, Port = 0, WithoutStorage = true, LogLevel = LogLevel.Critical, Runs = IsHttp }))
        {
            using var client = new HttpClient { BaseAddress = host.Address };
            using var granted = await client.PostAsJsonAsync("dev/tokens", new { role = "owner", sub = "owner-1" });
            var token = (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var answer = await client.GetAsync(path);
            answer.EnsureSuccessStatusCode();
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            await using var plain = await Plain("/" + path.Split('?')[0], bytes, answer.Content.Headers.ContentType!.ToString());
            var ours = Request(host.Address, path, token);
            var theirs = Request(new Uri(plain.Urls.Single()), path, token);

            var ratios = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                var (mine, bare) = (await Rate(host.Address.Port, ours, clients, time), await Rate(new Uri(plain.Urls.Single()).Port, theirs, clients, time));
                if (round == 0) continue; // the first warms both up
                ratios.Add(mine / bare);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mine,9:N0} requests/s of ours, {bare,9:N0} of a minimal API: {mine / bare:0.00}"));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clients} clients, GET /{path}, {bytes.Length:N0} bytes: median {ratios.Order().ElementAt(Rounds / 2):0.00} of a minimal API"));
        }
        Directory.Delete(data, recursive: true);
    }

    private static bool IsHttp(string function) => function is not ("Project" or "Publish");

    private static async Task<WebApplication> Plain(string path, byte[] bytes, string type)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapGet(path, () => Results.Bytes(bytes, type));
        await app.StartAsync();
        return app;
    }

    private static byte[] Request(Uri address, string path, string token) =>
        Encoding.ASCII.GetBytes($"GET /{path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n");

    private static async Task<double> Rate(int port, byte[] request, int clients, TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => Ask(port, request, since, time))));
        return counts.Sum() / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static async Task<long> Ask(int port, byte[] request, long since, TimeSpan time)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var answer = new byte[1 << 20];
        long asked = 0;
        for (; Stopwatch.GetElapsedTime(since) < time; asked++)
        {
            await socket.SendAsync(request);
            var (got, whole) = (0, int.MaxValue);
            while (got < whole)
            {
                got += await socket.ReceiveAsync(answer.AsMemory(got));
                if (whole == int.MaxValue) whole = Whole(answer.AsSpan(0, got));
            }
        }
        return asked;
    }

    /// <summary>Head and body together, once the head is there; chunked bodies end with an empty chunk.</summary>
    private static int Whole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return int.MaxValue;
        if (!answer.StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.ASCII.GetString(answer[..head]));
        var at = answer.IndexOf("Content-Length: "u8);
        if (at < 0) throw new InvalidOperationException("The answer has no length: the two servers would not send the same bytes.");
        var digits = answer[(at + 16)..head];
        var end = digits.IndexOf((byte)'\r');
        return head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
