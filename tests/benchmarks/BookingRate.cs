using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Booking;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Storage;
using VetVisits.Triage;
using VetVisits.Vets;

namespace VetVisits.Benchmarks;

/// <summary>Whole bookings a second on one SQLite store, each by the way that a request goes: reads, rules, law, hold, visit.</summary>
public static class BookingRate
{
    private const int VetsPerClient = 12;

    /// <summary>Bookings and raw appends by turns, so that both meet the same disk and the same neighbours.</summary>
    public static void Print(int clients, TimeSpan time)
    {
        Of(clients, TimeSpan.FromSeconds(1));
        AppendRate.Raw(clients, TimeSpan.FromSeconds(1));
        var rounds = Enumerable.Range(0, 3).Select(_ => (Raw: AppendRate.Raw(clients, time), Booked: Of(clients, time))).OrderBy(r => r.Booked / r.Raw).ToList();
        var (raw, booked) = rounds[1];
        Console.WriteLine($"{clients} clients: {booked:N0} bookings/s, {raw:N0} raw durable appends/s, ratio {booked / raw:N2} (median of {rounds.Count} by turns)");
    }

    public static double Of(int clients, TimeSpan time)
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-rate-");
        try
        {
            using var services = Services(folder.FullName);
            var starts = Prepare(services, clients).GetAwaiter().GetResult();
            return Rate(services, clients, starts, time);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Rate(ServiceProvider services, int clients, IReadOnlyList<Instant> starts, TimeSpan time)
    {
        var bookings = services.GetRequiredService<Bookings>();
        var (done, began) = (0L, Stopwatch.StartNew());
        Task.WaitAll([.. Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var owner = new Caller(Role.Owner, $"o{client}");
            for (var i = 0; began.Elapsed < time; i++)
            {
                var (vet, start) = ($"vet{client}-{i % VetsPerClient}", starts[i / VetsPerClient]);
                var asked = new Asked(owner.By, Uuid.V5($"{client}/{i}").ToString("N"), "0123456789abcdef0123456789abcdef");
                await bookings.Book(owner, $"a{client}", new("i1", vet, start, "teletriage", "it itches", true), asked, CancellationToken.None);
                Interlocked.Increment(ref done);
            }
        }))]);
        return done / began.Elapsed.TotalSeconds;
    }

    private static ServiceProvider Services(string folder) => new ServiceCollection()
        .AddLogging()
        .AddVetVisits()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSqliteStores(folder)
        .BuildServiceProvider();

    /// <summary>An animal with an intake for each client, and vets of its own, so that clients meet only at the disk.</summary>
    private static async Task<IReadOnlyList<Instant>> Prepare(ServiceProvider services, int clients)
    {
        var stores = services.GetRequiredService<SqliteStores>();
        var now = SystemClock.Instance.GetCurrentInstant();
        WeeklyHours[] weekly = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => new WeeklyHours(d, new(new(0, 0), new(0, 0))))];
        var hours = new AvailabilityChanged("Etc/UTC", weekly, [], 15, 0, 0);
        for (var client = 0; client < clients; client++)
        {
            var id = $"a{client}";
            await stores.Documents.Write(Animal.At(id), new Animal(id, $"o{client}", "Miso", "cat", null, Sex.Male, true, null, 4, [], null, null, new(id, "")), null, default);
            await Happened(stores.Journal, now, $"animal:{id}", Intakes.StreamFor(now.InUtc().Date).Value, new IntakeTaken(
                "i1", "US-CA", new("cat"), null, [], null, null, null, new("2026-11"), null, new(Level.Routine, true, false, []), "hash"));
            for (var vet = 0; vet < VetsPerClient; vet++)
            {
                await Happened(stores.Journal, now, $"vet:vet{client}-{vet}", "offer", new OfferChanged(["cat"], ["teletriage"]), hours);
                await Happened(stores.Journal, now, $"vet:vet{client}-{vet}", "licences", new LicenceVerified("US-CA", "1", new(2100, 1, 1)));
            }
        }
        var offer = Offer.Evolve(Offer.None, hours, now);
        // No more of one day than one owner may take.
        return [.. Enumerable.Range(1, 27).SelectMany(day => Slots.On(offer, now.InUtc().Date.PlusDays(day)).Take(Schedule.MostHoldsOfOneOwner)).Select(slot => slot.Start)];
    }

    private static Task Happened(IJournal journal, Instant now, string partition, string stream, params Event[] events) =>
        journal.Append(new(partition, new(stream)), 0, new Commit(partition, stream, 1, now, "setup", null, events), default);
}
