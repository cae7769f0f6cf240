using VetVisits.Tests.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>Two host processes over one data folder.</summary>
[Collection("Processes")]
public sealed class TwoHostsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    public TwoHostsTests() => TestStorage.AnyPorts(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Of_a_thousand_bookings_of_one_slot_through_two_hosts_exactly_one_wins()
    {
        using var first = await HostProcess.Start(folder);
        using var second = await HostProcess.Start(folder);
        var vet = await Village.Vet(first, "vera");
        var owners = await Task.WhenAll(Enumerable.Range(0, 50).Select(async n => (Owner: $"owner/o{n}", At: await Village.Animal(first, $"o{n}"))));
        var start = DateTime.UtcNow.Date.AddDays(1).AddHours(10).ToString("yyyy-MM-ddTHH:mm:ssZ");

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => Task.Run(() =>
        {
            var (owner, (animal, intake)) = owners[n % owners.Length];
            return (n % 2 == 0 ? first : second).Send(
                "POST", $"animals/{animal}/visits", owner, new { intakeId = intake, vetId = vet, start, service = "teletriage" }, $"race-{n}");
        })));

        var won = Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer != won), answer => answer.Is(409, "slot-taken"));
        await Eventually.Holds(async () => (await second.Send("GET", "visits", "vet/vera")).Json.GetProperty("visits").GetArrayLength() == 1, "the vet's list shows the one visit");
    }
}

/// <summary>Tests that start processes run one after the other, and beside nothing else.</summary>
[CollectionDefinition("Processes", DisableParallelization = true)]
public sealed class Processes;
