using NodaTime;
using VetVisits.Animals;
using VetVisits.Journal;
using VetVisits.Readings;
using VetVisits.Tests.Visits;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Tests.Readings;

/// <summary>Who hears of an alarm, and by which plan, as visits come and go.</summary>
public sealed class AttendingTests : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);
    private static readonly CarePlan Plan = new([], [
        new("Breathing asleep", "Give the second tablet.", "respiratory-rate", null, null, 30),
        new("Fever", "Call me.", "temperature", "°F", 99, 103),
        new("He hides", "Call me."),
    ]);

    private readonly TempStore store = new();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task The_limits_of_a_plan_are_those_that_readings_can_cross_in_the_unit_that_they_are_kept_in()
    {
        await Visit("v1", "vet1", new VisitEnded("treated", null, new(Plan: Plan)));
        var attending = await Attending();
        Assert.Equal("v1", attending!.PlanVisitId);
        Assert.Equal([new("respiratory-rate", null, 30, "Give the second tablet."), new("temperature", 37.22m, 39.44m, "Call me.")], attending.Limits);
    }

    [Fact]
    public async Task The_open_visits_vet_hears_first_then_the_last_ones_for_ninety_days()
    {
        await Visit("v1", "vet1", new VisitStarted(), new VisitEnded("treated"));
        Assert.Equal(("vet1", null), ((await Attending())!.VetToTell(Noon + Duration.FromDays(90))?.VetId, (await Attending())!.VetToTell(Noon + Duration.FromDays(91))?.VetId));
        await Visit("v2", "vet2");
        Assert.Equal("vet2", (await Attending())!.VetToTell(Noon)!.VetId);
        await Visit("v3", "vet3", new VisitCancelled(Side.Owner, Late: false, Duration.FromHours(20)));
        Assert.Equal("vet2", (await Attending())!.VetToTell(Noon)!.VetId);
    }

    [Fact]
    public async Task A_later_visit_without_a_plan_leaves_the_plan_in_force_and_one_with_a_plan_replaces_it()
    {
        await Visit("v1", "vet1", new VisitEnded("treated", null, new(Plan: Plan)));
        await Visit("v2", "vet2", at: Noon + Duration.FromDays(1), then: new VisitEnded("treated"));
        Assert.Equal(("v1", "vet2"), ((await Attending())!.PlanVisitId, (await Attending())!.VetToTell(Noon)!.VetId));
        await Visit("v3", "vet3", at: Noon + Duration.FromDays(2), then: new VisitEnded("treated", null, new(Plan: new([], [new("Weight", "Call.", "weight", "lb", 20, null)]))));
        Assert.Equal([new("weight", 9.072m, null, "Call.")], (await Attending())!.Limits);
    }

    private Task<Attending?> Attending() => store.Views.Read<Attending>(VetVisits.Readings.Attending.At("a1"), default);

    private Task Visit(string id, string vet, params Event[] then) => Visit(id, vet, Noon, then);

    private async Task Visit(string id, string vet, Instant at, params Event[] then)
    {
        Event[] all = [Given.Booked(Noon) with { VisitId = id, VetId = vet }, .. then];
        foreach (var (happened, i) in all.Select((e, i) => (e, i)))
        {
            var commit = new Commit("animal:a1", $"visit:{id}", i + 1, at, "test", null, [happened]);
            Assert.Equal(Appended.Done, await store.Journal.Append(VisitStream.Of("a1", id), i, commit, default));
            await new BookedVets(store.Journal, store.Views).Project(commit, default);
            await new AttendingProjection(store.Journal, store.Views).Project(commit, default);
        }
    }
}
