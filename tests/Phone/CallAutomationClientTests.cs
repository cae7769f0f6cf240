using System.Diagnostics;
using System.Text.Json;
using VetVisits.Local.Phone;

namespace VetVisits.Tests.Phone;

/// <summary>The stand-in exchange keeps the public contract: Microsoft's own JavaScript client dials, speaks, asks, adds, removes and hangs up through it, and reads its reports.</summary>
public sealed class CallAutomationClientTests
{
    [Fact]
    public async Task Microsofts_own_client_finds_the_service_that_it_knows()
    {
        await using var exchange = await PhoneExchange.Start();
        exchange.Answers("+15550100001", new Person());
        exchange.Answers("+15550100002", new Person(Keys: ["1"]));
        exchange.Answers("+15550100003", new Person(Pickup.Busy));

        var said = await Run(exchange);

        Assert.Equal(["+15550100001", "+15550100002"], Words(said, "people"));
        Assert.Equal(["one"], Words(said, "tones"));
        Assert.Equal(["400", "8510"], Words(said, "silence"));
        Assert.Equal(["404", "8522"], Words(said, "over"));
        Assert.Equal(["486"], Words(said, "busy"));
        Assert.Equal(["200"], Words(said, "played"));
        Assert.Equal(["200"], Words(said, "removed"));
        Assert.Equal(["add", "+15550100002"], Words(said, "added"));
        Assert.Equal(["401", "7509"], Words(said, "stranger"));
        Assert.Equal("connected +15550100001 400", $"{said.GetProperty("state")} {said.GetProperty("target")} {said.GetProperty("http")}");
        Assert.All((string[])["connected", "id", "signed"], what => Assert.True(said.GetProperty(what).GetBoolean(), what));
        Assert.Equal(
            ["AddParticipantSucceeded", "CallConnected", "CallDisconnected", "CreateCallFailed", "ParticipantsUpdated", "PlayCompleted", "RecognizeCompleted", "RecognizeFailed", "RemoveParticipantSucceeded"],
            Words(said, "heard").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["The video was lost.", "Press 1.", "Press 1."], exchange.Calls.Single(c => c.Number == "+15550100001").Heard);
    }

    private static async Task<JsonElement> Run(PhoneExchange exchange)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.Path("tests", "Phone", "call-automation.mjs"), exchange.Endpoint.ToString().TrimEnd('/'), exchange.AccessKey])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var wrong = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0 && said.Length > 0, await wrong);
        return JsonDocument.Parse(said).RootElement;
    }

    private static IEnumerable<string> Words(JsonElement said, string name) => said.GetProperty(name).EnumerateArray().Select(word => word.ToString());
}
