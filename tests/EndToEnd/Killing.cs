using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Storage;
using VetVisits.Tests.Host;
using VetVisits.Visits;

namespace VetVisits.Tests.EndToEnd;

/// <summary>What tests that kill the host share: a data folder that outlives it, and a look into its journal and queue from outside.</summary>
public abstract class Killing : IDisposable
{
    private readonly HashSet<(string Type, string Subject)> heard = [];

    protected Killing() => TestStorage.AnyPorts(Folder);

    protected string Folder { get; } = Directory.CreateTempSubdirectory("vetvisits-").FullName;

    protected LocalDate Tomorrow { get; } = SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(1);

    protected List<string> Vets { get; } = [];

    protected List<(string Owner, string Animal, string Intake)> Owners { get; } = [];

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected async Task Prepare(HostProcess host, int vets, int owners)
    {
        for (var n = 0; n < vets; n++) Vets.Add(await Village.Vet(host, $"vet{n}"));
        for (var n = 0; n < owners; n++)
        {
            var (animal, intake) = await Village.Animal(host, $"o{n}");
            Owners.Add(($"o{n}", animal, intake));
        }
    }

    /// <summary>A quarter of an hour within three weeks, and the vet whose it is.</summary>
    protected (string Vet, string Start) AnyTime()
    {
        var slot = Random.Shared.Next(20 * 96);
        return (Vets[slot % Vets.Count], (Tomorrow.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(15 * slot)).ToString());
    }

    /// <summary>Holds that are neither confirmed nor free again.</summary>
    protected Task<List<Slot>> Stuck() => Slots((_, slot) => Task.FromResult(!slot.Confirmed));

    protected async Task<List<Slot>> Slots(Func<IJournal, Slot, Task<bool>> which)
    {
        using var stores = new SqliteStores(Folder, SystemClock.Instance);
        var found = new List<Slot>();
        foreach (var day in await Days(stores.Journal))
            foreach (var slot in day.Slots.Values)
                if (await which(stores.Journal, slot)) found.Add(slot);
        return found;
    }

    /// <summary>Every slot is one visit's, and of every visit that somebody was told of and that stands there is one.</summary>
    protected async Task EverySlotHasOneOwner(IEnumerable<string> standing)
    {
        using var stores = new SqliteStores(Folder, SystemClock.Instance);
        var slots = (await Days(stores.Journal)).SelectMany(day => day.Slots.Values.Select(slot => (Day: day, Slot: slot))).ToList();
        foreach (var (day, slot) in slots)
        {
            Assert.Equal([slot], day.Overlapping(slot.From, slot.To));
            Assert.Equal(HoldStanding.Owned, (await Visit(stores.Journal, slot)).StandingOf(slot.Hold));
        }
        Assert.All(standing, id => Assert.Single(slots, s => s.Slot.VisitId == id));
    }

    /// <summary>Whether the queue that the startup's consumer reads has all of these by now: a type, and a visit or a photo.</summary>
    protected async Task<bool> Told(Azurite azurite, IEnumerable<(string Type, string Id)> expected) => (await Untold(azurite, expected)).Count == 0;

    /// <summary>What of it the queue does not have by now.</summary>
    protected async Task<IReadOnlyList<(string Type, string Id)>> Untold(Azurite azurite, IEnumerable<(string Type, string Id)> expected)
    {
        var queue = new QueueClient(azurite.ConnectionString, QueueNames.VetNotifications);
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1))).Value is { Length: > 0 } messages)
            foreach (var message in messages)
            {
                var sent = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText))).RootElement;
                foreach (var name in (string[])["visitId", "photoId"])
                    if (sent.GetProperty("data").TryGetProperty(name, out var id)) heard.Add((sent.GetProperty("type").GetString()!, id.GetString()!));
            }
        return [.. expected.Where(one => !heard.Contains(one))];
    }

    protected static async Task<Visit> Visit(IJournal journal, Slot slot) =>
        VetVisits.Visits.Visit.Fold.Of((await journal.Read(slot.Visit.Partition, [slot.Visit.Name], default)).Of(slot.Visit.Name));

    private async Task<IReadOnlyList<Day>> Days(IJournal journal)
    {
        var names = Enumerable.Range(0, 21).Select(n => ScheduleStream.Name(Tomorrow.PlusDays(n))).ToList();
        var days = new List<Day>();
        foreach (var vet in Vets)
        {
            var histories = await journal.Read($"vet:{vet}", names, default);
            days.AddRange(names.Select(name => Schedule.Fold.Of(histories.Of(name))));
        }
        return days;
    }
}
