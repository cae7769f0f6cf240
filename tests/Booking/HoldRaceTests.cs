using NodaTime;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Tests.Booking;

/// <summary>
/// Two who want one slot, stopped, killed and restarted at every moment of their work. Whatever happens: the slot has one owner at most, somebody who was told
/// "booked" owns it, and nothing stays stuck.
/// </summary>
public sealed class HoldRaceTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 25, 10, 0);
    private static readonly LocalDate Wednesday = new(2026, 11, 25);

    /// <summary>What happens while the first booking sleeps, or after it died.</summary>
    public enum Meanwhile
    {
        RivalBooks,
        SweepRuns,
        FeedThenSweep,
        FirstTriesAgain,
        SweepThenRival,
    }

    [Theory]
    [InlineData(Meanwhile.RivalBooks)]
    [InlineData(Meanwhile.SweepRuns)]
    [InlineData(Meanwhile.FeedThenSweep)]
    [InlineData(Meanwhile.FirstTriesAgain)]
    [InlineData(Meanwhile.SweepThenRival)]
    public async Task A_sleeper_wakes_at_any_moment_and_the_slot_still_has_one_owner(Meanwhile meanwhile)
    {
        await using var clinic = new Clinic(("Booking:HorizonDays", "2"));
        var number = 0;
        foreach (var overdue in (bool[])[false, true])
            for (var sleep = 1; sleep <= 4; sleep++)
                for (var kill = 0; kill <= Moments(meanwhile, overdue); kill++)
                    await Play(clinic, $"c{number++}", sleep, firstDies: false, meanwhile, kill, overdue);
    }

    [Theory]
    [InlineData(Meanwhile.RivalBooks)]
    [InlineData(Meanwhile.SweepRuns)]
    [InlineData(Meanwhile.FeedThenSweep)]
    [InlineData(Meanwhile.FirstTriesAgain)]
    [InlineData(Meanwhile.SweepThenRival)]
    public async Task A_process_dies_at_any_moment_and_no_slot_is_stuck(Meanwhile meanwhile)
    {
        await using var clinic = new Clinic(("Booking:HorizonDays", "2"));
        var number = 0;
        foreach (var overdue in (bool[])[false, true])
            for (var death = 1; death <= 4; death++)
                for (var kill = 0; kill <= Moments(meanwhile, overdue); kill++)
                    await Play(clinic, $"c{number++}", death, firstDies: true, meanwhile, kill, overdue);
    }

    [Fact]
    public async Task A_key_that_comes_again_for_another_time_after_a_crash_has_that_time_to_itself()
    {
        await using var clinic = new Clinic(("Booking:HorizonDays", "2"));
        await clinic.Vet();
        var (mine, rivals) = (await clinic.Animal("mine"), await clinic.Animal("rival", "o2"));
        await clinic.Intake(mine);
        await clinic.Intake(rivals);
        var eleven = Ten + Duration.FromHours(1);
        await Run(clinic, Fate.CrashAt(3), () => clinic.Book(mine, Ten, "key"));

        var visit = await clinic.Book(mine, eleven, "key");

        Assert.Equal("slot-taken", (await Clinic.Refused(() => clinic.Book(rivals, eleven, "rival", owner: "o2"))).Code);
        await Quiet(clinic);
        var slot = Assert.Single((await clinic.Day(Wednesday)).Slots.Values);
        Assert.Equal((visit.Id, eleven, true), (slot.VisitId, slot.Start, slot.Confirmed));
    }

    /// <summary>How many moments the work in between can have; killing it later changes nothing.</summary>
    private static int Moments(Meanwhile meanwhile, bool overdue) => (meanwhile, overdue) switch
    {
        (Meanwhile.RivalBooks or Meanwhile.SweepThenRival, true) => 8,
        (_, true) => 4,
        _ => 2,
    };

    private static async Task Play(Clinic clinic, string scene, int moment, bool firstDies, Meanwhile meanwhile, int kill, bool overdue)
    {
        var vet = await clinic.Vet($"vet-{scene}");
        var (mine, rivals) = (await clinic.Animal($"mine-{scene}"), await clinic.Animal($"rival-{scene}", "o2"));
        await clinic.Intake(mine);
        await clinic.Intake(rivals);
        var told = new List<Visit>();
        async Task Between()
        {
            if (overdue) clinic.Clock.AdvanceSeconds(61);
            await Run(clinic, kill == 0 ? null : Fate.CrashAt(kill), () => Act(clinic, scene, vet, meanwhile, told));
        }

        var fate = firstDies ? Fate.CrashAt(moment) : new Fate(moment, Between);
        await Run(clinic, fate, () => Tell(told, () => clinic.Book(mine, Ten, scene, vet: vet)));
        if (firstDies) await Between();

        await Quiet(clinic);
        var day = await clinic.Day(Wednesday, vet);
        var slots = day.Slots.Values.ToList();
        Assert.True(slots.Count <= 1, $"{scene}: {slots.Count} slots are held at one time");
        foreach (var slot in slots)
        {
            Assert.True(slot.Confirmed, $"{scene}: a hold is stuck");
            Assert.Equal(HoldStanding.Owned, (await clinic.Visit(slot.AnimalId, slot.VisitId)).StandingOf(slot.Hold));
        }
        foreach (var visit in told)
            Assert.True(slots.Exists(slot => slot.VisitId == visit.Id), $"{scene}: somebody was told of a visit that has no slot");
        // The time can be had by somebody, or somebody has it.
        if (slots.Count == 0) await clinic.Book(rivals, Ten, $"last-{scene}", vet: vet, owner: "o2");
    }

    private static async Task Act(Clinic clinic, string scene, string vet, Meanwhile meanwhile, List<Visit> told)
    {
        if (meanwhile is Meanwhile.SweepRuns or Meanwhile.SweepThenRival) await clinic.SweepAll();
        if (meanwhile is Meanwhile.FeedThenSweep)
        {
            await clinic.Feed();
            await clinic.Sweep();
        }
        if (meanwhile is Meanwhile.RivalBooks or Meanwhile.SweepThenRival) await Tell(told, () => clinic.Book($"rival-{scene}", Ten, $"r-{scene}", vet: vet, owner: "o2"));
        if (meanwhile is Meanwhile.FirstTriesAgain) await Tell(told, () => clinic.Book($"mine-{scene}", Ten, scene, vet: vet));
    }

    /// <summary>Everything that runs by itself gets time: the feed, and the sweep after the longest hold.</summary>
    private static async Task Quiet(Clinic clinic)
    {
        await clinic.Feed();
        clinic.Clock.AdvanceSeconds(61);
        await clinic.Sweep();
        await clinic.Feed();
    }

    private static async Task Tell(List<Visit> told, Func<Task<Visit>> book)
    {
        try
        {
            told.Add(await book());
        }
        catch (RefusedException no) when (no.Refusal.Code is "slot-taken" or "hold-lapsed")
        {
        }
    }

    private static async Task Run(Clinic clinic, Fate? fate, Func<Task> work)
    {
        // A flow of its own, so that its fate ends with it.
        await Task.Run(async () =>
        {
            clinic.Journal.Fate.Value = fate;
            try
            {
                await work();
            }
            catch (Crash)
            {
            }
        });
    }
}
