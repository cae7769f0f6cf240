using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Calls;
using VetVisits.Due;
using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Storage;
using VetVisits.Visits;

namespace VetVisits.Benchmarks;

/// <summary>Many visits whose owners are to be rung in the same minute: how long the sweep and the calls it asks for take, and what they append.</summary>
public static class ReminderSweep
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 25, 10, 0);

    public static async Task Print(int many)
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-reminders-");
        try
        {
            var clock = new Watch { Now = Start - Duration.FromHours(48) };
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddVetVisits()
                .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
                .AddSqliteStores(folder.FullName)
                .AddSingleton<IClock>(clock)
                .BuildServiceProvider();
            await Prepare(services, clock.Now, many);

            clock.Now = Start - Duration.FromHours(24) + Duration.FromMinutes(1);
            var sweep = services.GetRequiredService<DueSweep>();
            var began = Stopwatch.StartNew();
            var done = (await Task.WhenAll(sweep.Sweep(default), sweep.Sweep(default))).Sum();
            var swept = began.Elapsed;
            var reminded = await Commits(services, many, (animal, visit) => $"visit:{visit}");

            var calls = ActivatorUtilities.CreateInstance<ReminderCalls>(services);
            began.Restart();
            await Parallel.ForEachAsync(reminded.Concat(reminded), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (commit, stop) => await calls.Publish(commit, stop));
            var asked = await Commits(services, many, (animal, visit) => $"call:{visit}.r1440-0");
            var appends = reminded.Count + asked.Count;
            Console.WriteLine($"{many:N0} reminders due in one minute, two sweeps at a time ({done:N0} looks): {swept.TotalSeconds:N1} s; their calls asked for, each told twice: {began.Elapsed.TotalSeconds:N1} s");
            Console.WriteLine($"reminded {reminded.Count:N0}, calls {asked.Count:N0}, appends a reminder {(double)appends / many:N2}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Prepare(ServiceProvider services, Instant now, int many)
    {
        var stores = services.GetRequiredService<SqliteStores>();
        await stores.Documents.Write(Owner.At("o1"), new Owner("o1", "Ana", "+15550100002", null, "US-CA", Language.En, ReminderChannel.Call, null), null, default);
        await stores.Documents.Write(NumberCheck.At("owner:o1"), new NumberCheck("+15550100002", null, null, 0), null, default);
        var reminders = services.GetRequiredService<Reminders>();
        await Parallel.ForEachAsync(Enumerable.Range(0, many), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
        {
            var start = Start + Duration.FromSeconds(i % 60);
            var booked = new VisitBooked(
                $"v{i}", $"a{i}", "o1", "vet1", "teletriage", "cat", "US-CA", "h1", start.InUtc().Date, "Etc/UTC", start, start + Duration.FromMinutes(20), "i1", null, null, false);
            var commit = new Commit($"animal:a{i}", $"visit:v{i}", 1, now, "setup", null, [booked]);
            await stores.Journal.Append(new(commit.Partition, new(commit.Stream)), 0, commit, stop);
            await reminders.Project(commit, stop);
        });
    }

    /// <summary>What was appended to one kind of stream of each visit, besides its booking.</summary>
    private static async Task<List<Commit>> Commits(ServiceProvider services, int many, Func<string, string, string> stream)
    {
        var all = new List<Commit>();
        for (var i = 0; i < many; i++)
        {
            var name = new StreamName(stream($"a{i}", $"v{i}"));
            all.AddRange((await services.GetRequiredService<IJournal>().Read($"animal:a{i}", [name], default)).Of(name).Where(c => c.By != "setup"));
        }
        return all;
    }

    private sealed class Watch : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
