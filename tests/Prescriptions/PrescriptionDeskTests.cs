using NodaTime;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Prescriptions;
using VetVisits.Tests.Booking;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Prescriptions;

/// <summary>Refills and the seal over a real store.</summary>
public sealed class PrescriptionDeskTests
{
    private static readonly Caller Owner = new(Role.Owner, "o1");

    private static PrescriptionWritten Written(LocalDate on) => new(
        "p1", "v1", "vet1", "US-CA", "cat", 4, new("Apoquel", ["oclacitinib"], "tablet", "5.4 mg", "oral", Product.AnimalDrug, LegalClass.PrescriptionOnly, false, true),
        new("one tablet twice a day", null, 12, 14), new(14, "tablets", 1, 14), on, on.PlusMonths(6), CameAbout.InPerson, "v");

    [Fact]
    public async Task Of_twenty_who_ask_for_the_last_refill_at_once_one_is_heard()
    {
        await using var clinic = new Clinic();
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 1)));
        var today = clinic.Clock.GetCurrentInstant().InUtc().Date;
        await clinic.Journal.Append(PrescriptionBook.StreamId("a1"), 0, new("animal:a1", "prescriptions", 1, clinic.Clock.GetCurrentInstant(), "vet:vet1", null, [Written(today)]), default);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await clinic.Get<PrescriptionDesk>().AskRefill(Owner, "a1", "p1", new("owner:o1", $"r{i}"), default);
                return "asked";
            }
            catch (RefusedException no)
            {
                return no.Refusal.Code;
            }
        })));

        var refills = (await clinic.Get<PrescriptionDesk>().Find("a1", "p1", default))!.Refills;
        Assert.Single(refills, r => r.Status == RefillStatus.Asked);
        Assert.Single(answers, "asked");
        Assert.All(answers.Where(a => a != "asked"), a => Assert.Contains(a, (string[])["refill-pending", "busy"]));
    }

    [Fact]
    public async Task Of_twenty_who_grant_one_refill_at_once_one_does_and_the_pharmacy_hears_of_one()
    {
        await using var clinic = new Clinic();
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Happened("vet:vet1", "offer", new VetVisits.Vets.OfferChanged(["cat"], ["refill"]));
        await clinic.Views.Update(VetVisits.Animals.BookedVet.At("a1", "vet1", "v1"), _ => Task.FromResult<VetVisits.Animals.BookedVet?>(new("vet1", null)), default);
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 1)));
        await clinic.Happened("animal:a1", "prescriptions", Written(new(2026, 11, 23)));
        var desk = clinic.Get<PrescriptionDesk>();
        var refill = (await desk.AskRefill(Owner, "a1", "p1", new("owner:o1", "r1"), default)).Pending!.RefillId;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await desk.DecideRefill(new(Role.Vet, "vet1"), "a1", "p1", refill, null, new("vet:vet1", $"g{i}"), default);
                return "granted";
            }
            catch (RefusedException no)
            {
                return no.Refusal.Code;
            }
        })));
        await clinic.Feed();

        Assert.Single(answers, "granted");
        Assert.All(answers.Where(a => a != "granted"), a => Assert.Contains(a, (string[])["refill-decided", "busy"]));
        var there = (await desk.Find("a1", "p1", default))!;
        Assert.Equal((1, 0), (there.Granted, there.RefillsLeft));
        Assert.Single(clinic.Sent.All, s => s.Queue == "pharmacy" && s.Json.Contains("prescription.refill-granted", StringComparison.Ordinal));
        // The last was given: the next request is refused by the rule, in the record.
        var again = await desk.AskRefill(Owner, "a1", "p1", new("owner:o1", "r2"), default);
        Assert.Equal((RefillStatus.Refused, "no-refills-left"), (again.Refills[^1].Status, again.Refills[^1].Refusal!.Code));
    }

    [Fact]
    public async Task A_repeated_request_is_answered_and_not_done_twice()
    {
        await using var clinic = new Clinic();
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 1)));
        await clinic.Journal.Append(PrescriptionBook.StreamId("a1"), 0, new("animal:a1", "prescriptions", 1, clinic.Clock.GetCurrentInstant(), "vet:vet1", null, [Written(clinic.Clock.GetCurrentInstant().InUtc().Date)]), default);
        var desk = clinic.Get<PrescriptionDesk>();
        await desk.AskRefill(Owner, "a1", "p1", new("owner:o1", "r1"), default);
        Assert.Single((await desk.AskRefill(Owner, "a1", "p1", new("owner:o1", "r1"), default)).Refills);
    }

    [Theory]
    [InlineData("US-CA", null)]
    [InlineData("US-NV", "not-licensed")]
    public async Task A_refill_is_judged_by_the_law_of_where_the_owner_lives_now(string region, string? refused)
    {
        await using var clinic = new Clinic();
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Happened("animal:a1", "relationships", new AnimalExamined("e1", "vet1", new(2026, 11, 1)));
        await clinic.Happened("animal:a1", "prescriptions", Written(clinic.Clock.GetCurrentInstant().InUtc().Date));
        await clinic.Documents.Write(VetVisits.Owners.Owner.At("o1"), new VetVisits.Owners.Owner("o1", "Jo", null, null, region, Language.En, VetVisits.Owners.ReminderChannel.None, null), null, default);

        var refill = (await clinic.Get<PrescriptionDesk>().AskRefill(Owner, "a1", "p1", new("owner:o1", "r1"), default)).Refills[^1];
        Assert.Equal((refused is null ? RefillStatus.Asked : RefillStatus.Refused, refused), (refill.Status, refill.Refusal?.Code));
    }

    [Fact]
    public async Task The_link_proves_every_word_and_only_those_words()
    {
        await using var clinic = new Clinic();
        var seal = clinic.Get<Seal>();
        var written = Written(new(2026, 11, 22));
        var (animal, id, mac) = Seal.Parse(await seal.Token("a1", written, default))!.Value;
        Assert.Equal(("a1", "p1"), (animal, id));
        Assert.True(await seal.Holds("a1", written, mac, default));
        Assert.False(await seal.Holds("a2", written, mac, default));
        Assert.False(await seal.Holds("a1", written with { Supply = written.Supply with { Quantity = 140 } }, mac, default));
        Assert.False(await seal.Holds("a1", written, [.. mac.Select((b, i) => i == 0 ? (byte)(b ^ 1) : b)], default));
        Assert.Null(Seal.Parse("a1~p1~short"));
        Assert.Null(Seal.Parse("../../x"));
    }
}
