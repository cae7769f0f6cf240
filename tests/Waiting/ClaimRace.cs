using NodaTime;
using VetVisits.Journal;
using VetVisits.Tests.Booking;
using VetVisits.Waiting;

namespace VetVisits.Tests.Waiting;

/// <summary>One owner books a vet's next opening at the moment in which that vet takes a visit that runs into it: one of the two has the time, never both and never neither.</summary>
internal static class ClaimRace
{
    public static async Task Play(Clinic clinic, int vets)
    {
        var opening = Instant.FromUtc(2026, 11, 23, 10, 30);
        clinic.Clock.Reset(opening - Duration.FromMinutes(10));
        var waiting = new List<string>();
        for (var n = 0; n < vets; n++)
        {
            waiting.Add((await clinic.Request($"a{n}")).Id);
            await clinic.Animal($"b{n}", "o2");
            await clinic.Intake($"b{n}");
            await clinic.Vet($"vet{n}");
        }
        await clinic.Feed();
        // The feed stands still from here: nobody is offered anything, and each vet reaches for one of their own.
        for (var n = 0; n < vets; n++) await clinic.Get<DutyDesk>().Put(OnDemandSteps.Vet($"vet{n}"), new(true), default);
        var ends = await Task.WhenAll(Enumerable.Range(0, vets).SelectMany(n => (Task<string>[])
        [
            Task.Run(() => End(() => clinic.Claim($"vet{n}", waiting[n]))),
            Task.Run(() => End(() => clinic.Book($"b{n}", opening, $"b{n}", vet: $"vet{n}", owner: "o2"))),
        ]));
        await clinic.Feed();
        clinic.Clock.AdvanceSeconds(61);
        await clinic.Sweep();
        await clinic.Feed();
        for (var n = 0; n < vets; n++)
        {
            var (claimed, booked) = (ends[2 * n], ends[(2 * n) + 1]);
            Assert.Contains((claimed, booked), (List<(string, string)>)[("done", "slot-taken"), ("vet-busy", "done")]);
            var slot = Assert.Single((await clinic.Day(new(2026, 11, 23), $"vet{n}")).Slots.Values);
            Assert.Equal((claimed == "done" ? $"a{n}" : $"b{n}", true), (slot.AnimalId, slot.Confirmed));
        }
    }

    /// <returns>How it ended: done, or the refusal's code.</returns>
    public static async Task<string> End(Func<Task> work)
    {
        try
        {
            await work();
            return "done";
        }
        catch (RefusedException no)
        {
            return no.Refusal.Code;
        }
    }
}

public sealed class ClaimRaceTests
{
    [Fact]
    public async Task Of_a_booking_and_a_claim_at_one_moment_one_has_the_time()
    {
        await using var clinic = new Clinic(("Booking:HorizonDays", "2"));
        await ClaimRace.Play(clinic, vets: 20);
    }
}
