using Microsoft.Extensions.Logging.Abstractions;
using VetVisits.Storage;

namespace VetVisits.Tests.Host;

/// <summary>One Azurite for the whole test run, started when the first test asks; every host gets an account of its own in it.</summary>
public static class TestStorage
{
    private const int Accounts = 400;
    private static readonly Lazy<Task<Azurite>> Shared = new(Begin);
    private static int given;

    /// <summary>The connection string of an account that nobody else has.</summary>
    public static async Task<string> Account() => (await Shared.Value).For(Name(Interlocked.Increment(ref given)));

    private static Task<Azurite> Begin()
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-storage-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Shared.Value.Result.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
            folder.Delete(recursive: true);
        };
        AnyPorts(folder.FullName);
        return Azurite.Start(folder.FullName, NullLogger.Instance, default, [.. Enumerable.Range(1, Accounts).Select(Name)]);
    }

    /// <summary>Leaves the usual ports to whoever works on this machine.</summary>
    public static void AnyPorts(string data) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(data, "azurite")).FullName, "ports.json"), "{\"Blob\":0,\"Queue\":0}");

    private static string Name(int number) => $"test{number:000}";
}
