using NodaTime;
using VetVisits.Booking;
using VetVisits.Fees;
using VetVisits.Intake;
using VetVisits.Tests.Booking;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Tests.Fees;

/// <summary>Fees from the journal: what the owner reported before the visit was over decides with how it ended.</summary>
public sealed class FeeFlowTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 23, 10, 0);

    [Fact]
    public async Task A_late_cancellation_is_charged()
    {
        await using var clinic = await Open();
        var visit = await Book(clinic, "teletriage");
        Assert.Equal((FeeKind.Charged, 2250, "late-cancellation"), await Cancelled(clinic, visit));
    }

    [Theory]
    [InlineData(Level.Emergency)]
    [InlineData(Level.Immediate)]
    public async Task Who_reports_an_emergency_and_then_cancels_late_pays_nothing(Level level)
    {
        await using var clinic = await Open();
        var visit = await Book(clinic, "teletriage");
        clinic.Clock.AdvanceMinutes(10);
        await clinic.Intake("a1", level, suitable: false, id: "i2");
        Assert.Equal((FeeKind.Free, 0, "emergency"), await Cancelled(clinic, visit));
    }

    [Fact]
    public async Task Who_reports_an_emergency_and_goes_instead_of_coming_pays_nothing()
    {
        await using var clinic = await Open();
        var visit = await Book(clinic, "teletriage");
        clinic.Clock.AdvanceMinutes(10);
        await clinic.Intake("a1", Level.Emergency, suitable: false, id: "i2");
        Assert.Equal((FeeKind.Free, 0, "emergency"), await Missed(clinic, visit));
    }

    [Fact]
    public async Task Who_simply_does_not_come_pays_by_policy()
    {
        await using var clinic = await Open();
        Assert.Equal((FeeKind.Charged, 4500, "no-show"), await Missed(clinic, await Book(clinic, "teletriage")));
    }

    [Theory]
    [InlineData("telemedicine", FeeKind.Free, "in-person-needed")]
    [InlineData("teletriage", FeeKind.Charged, "late-cancellation")]
    public async Task What_turns_out_to_need_hands_costs_nothing_unless_the_visit_could_still_help(string service, FeeKind kind, string reason)
    {
        await using var clinic = await Open();
        var visit = await Book(clinic, service);
        clinic.Clock.AdvanceMinutes(10);
        await clinic.Intake("a1", Level.Soon, suitable: false, id: "i2");
        var fee = await Cancelled(clinic, visit);
        Assert.Equal((kind, reason), (fee.Kind, fee.Reason));
    }

    [Fact]
    public async Task What_a_vet_closed_does_not_count()
    {
        await using var clinic = await Open();
        var visit = await Book(clinic, "teletriage");
        clinic.Clock.AdvanceMinutes(10);
        await clinic.Intake("a1", Level.Emergency, suitable: false, id: "i2");
        await clinic.Happened("animal:a1", Intakes.StreamFor(new(2026, 11, 23)).Value, new IntakeClosed("i2", "vet1", "seen-in-person"));
        Assert.Equal("late-cancellation", (await Cancelled(clinic, visit)).Reason);
    }

    [Fact]
    public async Task What_is_reported_after_the_cancellation_changes_nothing()
    {
        await using var clinic = await Open();
        var visit = await Book(clinic, "teletriage");
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, null, Clinic.Asked("o1", "c1"), default);
        clinic.Clock.AdvanceMinutes(1);
        await clinic.Intake("a1", Level.Emergency, suitable: false, id: "i2");
        Assert.Equal("late-cancellation", (await Decided(clinic, visit)).Reason);
    }

    private static async Task<(FeeKind Kind, long Amount, string Reason)> Cancelled(Clinic clinic, Visit visit)
    {
        clinic.Clock.AdvanceMinutes(1);
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit.Id, null, Clinic.Asked("o1", "c1"), default);
        return await Decided(clinic, visit);
    }

    private static async Task<(FeeKind Kind, long Amount, string Reason)> Missed(Clinic clinic, Visit visit)
    {
        await clinic.Feed();
        clinic.Clock.Reset(Ten + Duration.FromHours(1));
        await clinic.Sweep();
        Assert.Equal(VisitStatus.Missed, (await clinic.Visit("a1", visit.Id)).Status);
        return await Decided(clinic, visit);
    }

    private static async Task<(FeeKind Kind, long Amount, string Reason)> Decided(Clinic clinic, Visit visit)
    {
        await clinic.Feed();
        var fee = Fee.Fold.Of((await clinic.Journal.Read("animal:a1", [Fee.Name(visit.Id)], default)).Of(Fee.Name(visit.Id))).Decided!;
        return (fee.Kind, fee.AmountMinor, fee.Reason);
    }

    private static Task<Visit> Book(Clinic clinic, string service) =>
        clinic.Get<Bookings>().Book(Clinic.Owner(), "a1", Clinic.Wanted(Ten, service) with { Fee = new(4500, "USD") }, Clinic.Asked("o1", "k1"), default);

    private static async Task<Clinic> Open()
    {
        var clinic = new Clinic(("Fees:Prices:teletriage", "4500"), ("Fees:Prices:telemedicine", "4500"), ("Fees:LateCancelPercent", "50"), ("Fees:NoShowPercent", "100"), ("Booking:HorizonDays", "2"));
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        return clinic;
    }
}
