using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using VetVisits.Journal;
using VetVisits.Storage;

namespace VetVisits.Tests.Host;

public sealed class AzuriteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public AzuriteTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_sent_outlives_the_process_and_one_that_is_killed_is_started_again_where_it_was()
    {
        await using var azurite = await Azurite.Start(folder, NullLogger.Instance);
        var queue = new QueueClient(azurite.ConnectionString, "kept");
        await queue.CreateAsync();
        await queue.SendMessageAsync("one");
        await Task.Delay(1000);
        Kill();
        await Eventually.Holds(async () => await Peeks(queue) == 1, "the message is there again");
    }

    [Fact]
    public async Task Two_processes_share_one_and_the_second_goes_on_when_the_first_ends()
    {
        var first = await Azurite.Start(folder, NullLogger.Instance);
        await using var second = await Azurite.Start(folder, NullLogger.Instance);
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        var queue = new QueueClient(second.ConnectionString, "shared");
        await queue.CreateAsync();
        await queue.SendMessageAsync("one");
        await first.DisposeAsync();
        await Eventually.Holds(async () => await Peeks(queue) == 1, "the second process serves the message");
    }

    [Fact]
    public async Task Where_somebody_else_has_a_port_it_takes_free_ones()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        await File.WriteAllTextAsync(Path.Combine(folder, "azurite", "ports.json"), $$"""{"Blob":{{taken}},"Queue":0}""");
        await using var azurite = await Azurite.Start(folder, NullLogger.Instance);
        Assert.DoesNotContain($":{taken}/", azurite.ConnectionString, StringComparison.Ordinal);
        var queue = new QueueClient(azurite.ConnectionString, "works");
        await queue.CreateAsync();
        await queue.SendMessageAsync("one");
        Assert.Equal(1, await Peeks(queue));
    }

    private static async Task<int> Peeks(QueueClient queue)
    {
        try
        {
            return (await queue.PeekMessagesAsync(32)).Value.Length;
        }
        catch (Exception away) when (Transient.Is(away))
        {
            return 0;
        }
    }

    private void Kill()
    {
        using var process = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(folder, "azurite", "process")).Split(' ')[0]));
        process.Kill();
    }
}
