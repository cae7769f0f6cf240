using System.Diagnostics;
using NodaTime;
using VetVisits.Booking;
using VetVisits.Storage;
using VetVisits.Vets;

namespace VetVisits.Benchmarks;

/// <summary>
/// The CPU time of one search of openings: a region and day with 500 vets and 10,000 visits, to be under 20 ms, and the same when other regions, vets and years
/// are ten times as many.
/// </summary>
public static class OpeningsCost
{
    private const int Vets = 500;
    private const int VisitsPerVet = 20;
    private static readonly LocalDate Date = new(2026, 11, 24);

    public static void Print()
    {
        var (alone, among) = Measure();
        Console.WriteLine($"openings of one region and day, {Vets} vets, {Vets * VisitsPerVet:N0} visits: {alone:N1} ms of CPU; {among:N1} ms with ten times as much around");
    }

    public static (double Alone, double Among) Measure()
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-openings-");
        try
        {
            var clock = new Fixed(Date.AtMidnight().InUtc().ToInstant());
            using var stores = new SqliteStores(folder.FullName, clock);
            var search = new OpeningsSearch(stores.Views, new(), clock);
            Fill(stores, "US-CA", Date);
            var alone = CpuOf(search);
            for (var region = 0; region < 5; region++) Fill(stores, $"US-{(char)('F' + region)}X", Date);
            foreach (var years in (int[])[-1, -2, 1, 2]) Fill(stores, "US-CA", Date.PlusYears(years));
            return (alone, CpuOf(search));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Milliseconds of CPU of one search, all of this process counted; the median of many.</summary>
    private static double CpuOf(OpeningsSearch search)
    {
        var from = Date.AtMidnight().InUtc().ToInstant();
        var asked = new OpeningsAsked("US-CA", "cat", "teletriage", from, from + Duration.FromDays(1), 50, null);
        using var process = Process.GetCurrentProcess();
        var times = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            for (var j = 0; j < 5; j++)
                if (search.Find(asked, CancellationToken.None).GetAwaiter().GetResult().Openings.Count != 50) throw new InvalidOperationException("The page is not full.");
            process.Refresh();
            times.Add((process.TotalProcessorTime - before).TotalMilliseconds / 5);
        }
        return times.Order().ElementAt(times.Count / 2);
    }

    private static void Fill(SqliteStores stores, string region, LocalDate date)
    {
        WeeklyHours[] weekly = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => new WeeklyHours(d, new(new(0, 0), new(0, 0))))];
        var offer = Offer.None with { Zone = "Etc/UTC", Species = ["cat", "dog"], Services = ["teletriage", "telemedicine", "follow-up"], Weekly = weekly, SlotMinutes = 15, BufferMinutes = 5 };
        var licences = Licences.Evolve(Licences.None, new LicenceVerified(region, "1", new(2100, 1, 1)), default);
        for (var vet = 0; vet < Vets; vet++)
        {
            // Every third slot of the day is a visit: 72 slots, 20 visits and more.
            var taken = Slots.On(offer, date).Where((_, i) => (i + vet) % 3 == 0).Take(VisitsPerVet)
                .Aggregate(Day.Empty, (day, slot) => Schedule.Evolve(
                    Schedule.Evolve(day, new SlotHeld($"h{slot.Start}", "a", "v", "teletriage", slot.Start, slot.End, slot.Start, slot.To, slot.Start)),
                    new SlotConfirmed($"h{slot.Start}", slot.Start, slot.To)));
            var id = $"vet-{vet:000}";
            var view = Openings.Render(id, region, date, offer, licences, new Dictionary<LocalDate, Day> { [date] = taken });
            stores.Views.Update<Openings>(Openings.At(region, date, id), _ => Task.FromResult(view), CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    private sealed class Fixed(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
