using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Readings;
using VetVisits.Triage;
using static VetVisits.Tests.Readings.Home;

namespace VetVisits.Tests.Readings;

public sealed class ReadingDeskTests
{
    [Fact]
    public async Task A_thousand_rows_over_many_days_cost_one_query_and_at_most_ten_appends()
    {
        await using var home = await Home.Open();
        var rows = Enumerable.Range(0, 1000).Select(i => Row("heart-rate", 80 + (i % 20), Noon - Duration.FromMinutes(13 * i))).ToList();
        using var count = new StoreCount();
        var answer = await home.Take(Collar, rows);
        Assert.Equal((1000, 0, 0), (answer.Stored, answer.Duplicates, answer.Refused));
        Assert.Equal(ReadingDesk.MostDays, count.JournalAppends);
        Assert.Equal(1, count.JournalQueries);
    }

    [Fact]
    public async Task Rows_of_more_than_ten_days_are_told_to_come_again_and_the_latest_days_are_kept()
    {
        await using var home = await Home.Open();
        var rows = Enumerable.Range(0, 12).Select(i => Row("weight", 20, Noon - Duration.FromDays(i), unit: "kg")).ToList();
        var answer = await home.Take(Owner, rows);
        Assert.Equal((10, 2), (answer.Stored, answer.Refused));
        Assert.All(answer.Results.Skip(10), row => Assert.Equal("too-many-days", row.Code));
        Assert.Equal(2, (await home.Take(Owner, [.. rows.Skip(10)])).Stored);
    }

    [Fact]
    public async Task Bad_rows_are_answered_by_themselves_and_the_good_ones_stay()
    {
        await using var home = await Home.Open();
        var answer = await home.Take(Owner,
            Row("heart-rate", 90, Noon),
            Row("heart-rate", 90, Instant.FromUtc(3000, 1, 1, 0, 0)),
            JsonSerializer.SerializeToElement(5),
            JsonSerializer.SerializeToElement(new { kind = "heart-rate", value = "ninety", at = "2026-11-22T12:00:00Z" }),
            Row("temperature", 38.5, Noon),
            Row("mood", 3, Noon),
            Row("respiratory-rate", 20, Noon));
        Assert.Equal((2, 5), (answer.Stored, answer.Refused));
        Assert.Equal([RowStatus.Stored, RowStatus.Refused, RowStatus.Refused, RowStatus.Refused, RowStatus.Refused, RowStatus.Refused, RowStatus.Stored], answer.Results.Select(r => r.Status));
        Assert.Equal(["/readings/1/at", "/readings/2", "/readings/3/value", "/readings/4/unit", "/readings/5/kind"], answer.Results.Skip(1).Take(5).Select(r => r.Problems!.Single().At));
        Assert.Equal(2, (await home.Day(new(2026, 11, 22))).ById.Count);
        Assert.Single(await home.Commits());
    }

    [Fact]
    public async Task The_same_rows_again_under_another_key_write_nothing()
    {
        await using var home = await Home.Open();
        var rows = new[] { Row("heart-rate", 90, Noon), Row("glucose", 100, Noon, "g-1", "mg/dL") };
        await home.Take(Owner, rows);
        var again = await home.Take(Owner, rows);
        Assert.Equal((0, 2, 0), (again.Stored, again.Duplicates, again.Refused));
        Assert.Single(await home.Commits());
    }

    [Fact]
    public async Task The_same_key_again_gets_the_same_answer_and_another_body_under_it_is_refused()
    {
        await using var home = await Home.Open();
        var first = await home.Take(Owner, "k", [Row("heart-rate", 90, Noon), Row("heart-rate", 95, Noon - Duration.FromDays(1))]);
        var again = await home.Take(Owner, "k", [Row("heart-rate", 90, Noon), Row("heart-rate", 95, Noon - Duration.FromDays(1))]);
        Assert.Equal(Json.Write(first), Json.Write(again));
        var other = await home.Take(Owner, "k", [Row("heart-rate", 91, Noon + Duration.FromMinutes(1))]);
        Assert.Equal("idempotency-key-reused", Assert.Single(other.Results).Code);
        Assert.Equal(2, (await home.Commits()).Count);
    }

    [Fact]
    public async Task Another_value_under_the_same_name_changes_nothing_and_is_told()
    {
        await using var home = await Home.Open();
        await home.Take(Owner, Row("heart-rate", 90, Noon));
        var answer = await home.Take(Owner, Row("heart-rate", 190, Noon));
        Assert.Equal("reading-differs", Assert.Single(answer.Results).Code);
        Assert.Equal(1, (await home.Take(Owner, Row("heart-rate", 190, Noon, "second-look"))).Stored);
        var both = await home.Take(Owner, Row("weight", 20, Noon, "w", "kg"), Row("weight", 21, Noon, "w", "kg"));
        Assert.Equal((0, 2), (both.Stored, both.Refused));
    }

    [Fact]
    public async Task Two_devices_and_the_owner_may_measure_at_the_same_moment()
    {
        await using var home = await Home.Open();
        await home.Take(Owner, Row("heart-rate", 90, Noon));
        await home.Take(Collar, Row("heart-rate", 92, Noon));
        await home.Take(Collar with { Id = "mat-1" }, Row("heart-rate", 88, Noon));
        Assert.Equal(3, (await home.Day(new(2026, 11, 22))).ById.Count);
    }

    [Fact]
    public async Task A_device_of_another_animal_is_told_that_there_is_none()
    {
        await using var home = await Home.Open();
        var no = await Assert.ThrowsAsync<RefusedException>(() => home.Take(new(Role.Device, "collar-2", "bello"), Row("heart-rate", 90, Noon)));
        Assert.Equal((404, "not-found"), (no.Refusal.Status, no.Refusal.Code));
        Assert.Equal(404, (await Assert.ThrowsAsync<RefusedException>(() => home.Take(new(Role.Vet, "stranger"), Row("heart-rate", 90, Noon)))).Refusal.Status);
        Assert.Empty(await home.Commits());
    }

    [Fact]
    public async Task Ten_senders_of_the_same_rows_at_once_keep_each_once()
    {
        await using var home = await Home.Open();
        var rows = Enumerable.Range(0, 20).Select(i => Row("respiratory-rate", 20, Noon - Duration.FromMinutes(i))).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => home.Take(Collar, $"k{i}", [.. rows.OrderBy(_ => Random.Shared.Next())]))));
        Assert.Equal(20, answers.Sum(a => a.Stored));
        Assert.Equal(180, answers.Sum(a => a.Duplicates));
        Assert.Equal(20, (await home.Commits()).SelectMany(c => c.Events.OfType<ReadingsTaken>()).Sum(e => e.Readings.Count));
    }

    [Fact]
    public async Task An_alarm_is_answered_with_what_to_do_and_told_to_the_vet_once_an_hour_or_when_it_grows_worse()
    {
        await using var home = await Home.Open(new Attending(Open: null, new("vet-1", "v1", Noon - Duration.FromDays(3)), null, []));
        var first = await home.Take(Collar, Row("respiratory-rate", 40, Noon));
        Assert.Equal(Level.UrgentSameDay, first.Level);
        Assert.True(first.VetTold);
        Assert.Contains("Be seen in person today.", first.Advice);
        Assert.NotEmpty(first.Results[0].Reading!.Alarm!.Sources);

        Assert.False((await home.Take(Collar, Row("respiratory-rate", 41, Noon + Duration.FromMinutes(5)))).VetTold);
        Assert.True((await home.Take(Collar, Row("respiratory-rate", 60, Noon + Duration.FromMinutes(6)))).VetTold);
        home.Clock.AdvanceMinutes(61);
        Assert.True((await home.Take(Collar, Row("respiratory-rate", 42, Noon + Duration.FromMinutes(61)))).VetTold);

        var notices = new List<VetVisits.Notify.VetNotice>();
        foreach (var commit in (await home.Commits()).Where(new ReadingAlarms().Concerns)) notices.AddRange(await new ReadingAlarms().From(commit, default));
        Assert.Equal(["urgent-same-day", "emergency", "urgent-same-day"], notices.Select(n => n.Data["level"]));
        Assert.All(notices, n => Assert.Equal(("reading.alarm", "vet-1", "animals/rex/visits/v1"), (n.Type, n.VetId, n.Subject)));
        Assert.Equal(3, notices.Select(n => n.Key).Distinct().Count());
    }

    [Fact]
    public async Task What_was_measured_last_week_is_judged_and_kept_but_rings_for_nobody()
    {
        await using var home = await Home.Open(new Attending(new("vet-1", "v1", Noon), null, null, []));
        var answer = await home.Take(Owner, Row("temperature", 41.2, Noon - Duration.FromDays(7), unit: "C"));
        Assert.Equal(Level.Emergency, answer.Results[0].Reading!.Alarm!.Level);
        Assert.Null(answer.Level);
        Assert.Empty(answer.Advice);
        Assert.False(answer.VetTold);
    }

    [Fact]
    public async Task A_limit_of_the_plan_rings_although_the_published_range_would_not()
    {
        await using var home = await Home.Open(new Attending(null, new("vet-1", "v1", Noon - Duration.FromDays(3)), "v1", [new("respiratory-rate", null, 24, "Give the second tablet and call me.")]));
        var answer = await home.Take(Owner, Row("respiratory-rate", 26, Noon));
        Assert.Equal(Level.UrgentSameDay, answer.Level);
        Assert.Equal("Give the second tablet and call me.", answer.Advice[0]);
        Assert.Equal("v1", answer.Results[0].Reading!.Alarm!.PlanVisitId);
        Assert.True(answer.VetTold);
        Assert.Null((await home.Take(Owner, Row("respiratory-rate", 24, Noon + Duration.FromMinutes(1)))).Level);
    }

    [Fact]
    public async Task A_value_that_is_only_unusual_is_for_the_owner_alone()
    {
        await using var home = await Home.Open(new Attending(new("vet-1", "v1", Noon), null, null, []));
        var answer = await home.Take(Owner, Row("temperature", 37.7, Noon, unit: "C"));
        Assert.Equal(Level.Soon, answer.Level);
        Assert.False(answer.VetTold);
    }

    [Fact]
    public async Task A_commit_of_a_thousand_rows_in_the_worst_letters_stays_under_what_the_store_takes()
    {
        await using var home = await Home.Open(new Attending(new("vet-1", "v1", Noon), null, "v1", [new("respiratory-rate", null, 24, "Call.")]));
        var rows = Enumerable.Range(0, 1000).Select(i => JsonSerializer.SerializeToElement(
            new { kind = "respiratory-rate", value = 60, at = (Noon - Duration.FromSeconds(i)).ToString(), note = new string('<', 156) })).ToList();
        await home.Take(Owner, rows);
        var commit = Assert.Single(await home.Commits());
        Assert.InRange(Json.Write(commit).Length, 1_000_000, 2_000_000);
    }

    [Property(MaxTest = 25)]
    public bool Any_order_and_repetition_of_the_same_rows_gives_the_same_day(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, random.Next(1, 40)).Select(i => Row(
            random.Next(2) == 0 ? "heart-rate" : "respiratory-rate", random.Next(10, 200), Noon - Duration.FromHours(random.Next(0, 30)), random.Next(3) == 0 ? $"r{random.Next(5)}" : null)).ToList();
        return After(Shuffled(rows)) == After(Shuffled(rows)) && After([rows]) == After([.. Shuffled(rows), .. Shuffled(rows)]);

        // The same batch, sent several times in other orders.
        List<List<JsonElement>> Shuffled(List<JsonElement> all) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => all.OrderBy(_ => random.Next()).ToList())];

        static string After(List<List<JsonElement>> batches)
        {
            return Run().GetAwaiter().GetResult();

            async Task<string> Run()
            {
                await using var home = await Home.Open();
                foreach (var batch in batches) await home.Take(Collar, batch);
                var days = new List<ReadingDay> { await home.Day(new(2026, 11, 21)), await home.Day(new(2026, 11, 22)) };
                return string.Join('\n', days.SelectMany(d => d.ById.Values).OrderBy(t => t.Reading.Id, StringComparer.Ordinal).Select(t => Json.Write(t)));
            }
        }
    }
}
