using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Readings;
using VetVisits.Records;
using VetVisits.Records.Fhir;
using VetVisits.Storage;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Benchmarks;

/// <summary>
/// A long record out of the store: when its first byte is there (to be under 100 ms), how much memory is alive meanwhile (under 50 MB), and its CPU time against a bare read
/// of the same rows; and the CPU time of a FHIR bundle of 1,000 resources (under 1 s), against the same record as JSON.
/// </summary>
public static partial class RecordCost
{
    private const string Id = "misha";
    private const int Rounds = 15;
    private static readonly string Partition = Animal.PartitionOf(Id);
    private static readonly Instant Begin = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Animal Misha = new(Id, "olga", "Misha", "cat", null, Sex.Male, true, null, 4.2m, ["asthma"], null, null, new("c", "h"));

    public static async Task Print(int commits)
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-record-");
        try
        {
            using var stores = new SqliteStores(folder.FullName, SystemClock.Instance);
            await Fill(stores.Journal, commits);
            var bare = Median(() => { Bare(folder.FullName); return Task.CompletedTask; });
            foreach (var (name, write) in Formats)
            {
                var watched = new List<Watched>();
                var cpu = Median(async () => watched.Add(await Once(stores.Journal, RecordFilter.All, write)));
                var last = watched[^1];
                Console.WriteLine(
                    $"{name}, {commits:N0} commits, {last.Written / 1e6:N1} MB: first byte {watched.Select(w => w.First.TotalMilliseconds).Order().ElementAt(watched.Count / 2):N1} ms (slowest {watched.Max(w => w.First.TotalMilliseconds):N1}), "
                    + $"{cpu:N0} ms CPU, {cpu / bare:N1} times a bare read of the rows; at most {await MostAlive(stores.Journal, write) / 1e6:N1} MB alive");
            }
            await Bundle(stores.Journal);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static (string Name, Func<PipeWriter, Chronicle, Task> Write)[] Formats { get; } =
    [
        ("JSON", (to, chronicle) => JsonRecord.Write(to, AnimalView.Of(Misha), chronicle, CancellationToken.None)),
        ("page", (to, chronicle) => new HtmlRecord().Write(to, AnimalView.Of(Misha), chronicle, null, CancellationToken.None)),
        ("FHIR", (to, chronicle) => FhirRecord.Write(to, new(Misha, false), Begin, chronicle, (_, _) => Task.FromResult<string?>(null), CancellationToken.None)),
    ];

    /// <summary>The part of the record that makes a bundle of a thousand resources.</summary>
    private static async Task Bundle(IJournal journal)
    {
        var (fhir, json) = (Formats[2].Write, Formats[0].Write);
        var filter = RecordFilter.All;
        // So many commits, from the beginning, as make a thousand resources.
        for (var hours = 8; ; hours += 8)
        {
            filter = new(To: Begin + Duration.FromHours(hours));
            if (await Resources(journal, filter) >= 1000) break;
        }
        var resources = await Resources(journal, filter);
        var cpu = Median(() => Once(journal, filter, fhir));
        var plain = Median(() => Once(journal, filter, json));
        Console.WriteLine($"FHIR bundle of {resources:N0} resources: {cpu:N0} ms CPU, {cpu / Math.Max(plain, 0.5):N1} times the same part as JSON");
    }

    private static async Task<int> Resources(IJournal journal, RecordFilter filter)
    {
        using var memory = new MemoryStream();
        await using var chronicle = await Chronicle.Open(journal, Id, filter, CancellationToken.None);
        await Formats[2].Write(PipeWriter.Create(memory, new(leaveOpen: true)), chronicle);
        return FullUrl().Count(Encoding.UTF8.GetString(memory.ToArray()));
    }

    private static async Task<Watched> Once(IJournal journal, RecordFilter filter, Func<PipeWriter, Chronicle, Task> write, bool live = false)
    {
        var watched = new Watched(live);
        await using var chronicle = await Chronicle.Open(journal, Id, filter, CancellationToken.None);
        await write(PipeWriter.Create(watched), chronicle);
        return watched;
    }

    private static async Task<long> MostAlive(IJournal journal, Func<PipeWriter, Chronicle, Task> write) => (await Once(journal, RecordFilter.All, write, live: true)).MostLive;

    /// <summary>Every row's text out of SQLite and nothing else: what no record can be cheaper than.</summary>
    private static void Bare(string folder)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")};Mode=ReadOnly");
        file.Open();
        using var all = file.CreateCommand();
        all.CommandText = "SELECT body FROM commits WHERE partition = @p ORDER BY at, stream, version";
        all.Parameters.AddWithValue("@p", Partition);
        using var rows = all.ExecuteReader();
        var length = 0L;
        while (rows.Read()) length += rows.GetString(0).Length;
        if (length == 0) throw new InvalidOperationException("There are no rows.");
    }

    /// <summary>Milliseconds of CPU of this process, the median of many.</summary>
    private static double Median(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            work().GetAwaiter().GetResult();
            process.Refresh();
            times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }
        return times.Order().ElementAt(times.Count / 2);
    }

    private static async Task Fill(IJournal journal, int commits)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var n = 0; n < commits; n++)
        {
            var visit = $"v{n / 40}";
            var (stream, happened) = (n % 40) switch
            {
                0 => ($"visit:{visit}", new VisitBooked(visit, Id, "olga", "v1", "telemedicine", "cat", "US-CA", "h", new LocalDate(2026, 11, 23), "Etc/UTC", Begin, Begin, null, null, "It coughs at night.", false)),
                1 => ($"visit:{visit}", new VisitStarted()),
                2 => ($"visit:{visit}", (Event)new VisitEnded("treated", new string('n', 600), new("asthma", ["asthma", "bronchitis"], "Keep calm."))),
                3 => ($"intakes:{n}", new IntakeTaken($"i{n}", "US-CA", new("cat"), "It coughs.", [], null, null, null, new("2026-11"), null,
                    new(Level.Routine, true, false, [new Reason("cough", Level.Routine, "Keep calm.", ["https://example.org/cough"], ["cough"])]), "hash")),
                _ => ($"readings:{n / 400}", new ReadingsTaken("owner:olga", [new($"r{n}", "respiratory-rate", 28 + (n % 9), "/min", Begin + Duration.FromMinutes(n), "counted", new string('x', 400))], "hash", null)),
            };
            var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
            var commit = new Commit(Partition, stream, version, Begin + Duration.FromMinutes(n), "owner:olga", null, [happened]);
            await journal.Append(new(Partition, new(stream)), version - 1, commit, CancellationToken.None);
        }
    }

    [GeneratedRegex("\"fullUrl\":", RegexOptions.NonBacktracking)]
    private static partial Regex FullUrl();

    /// <summary>Counts what is written, when it began and, where asked, how much memory is alive meanwhile.</summary>
    private sealed class Watched(bool live) : MemoryStream
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private readonly long before = live ? GC.GetTotalMemory(forceFullCollection: true) : 0;
        private long nextLook = 500_000;

        public long Written { get; private set; }

        public TimeSpan First { get; private set; }

        public long MostLive { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Written == 0) First = Stopwatch.GetElapsedTime(began);
            Written += buffer.Length;
            if (!live || Written < nextLook) return;
            nextLook += 500_000;
            MostLive = Math.Max(MostLive, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
