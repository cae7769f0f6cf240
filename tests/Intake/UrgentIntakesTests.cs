using NodaTime;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Tests.Intake;

public sealed class UrgentIntakesTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);
    private readonly TempStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task An_emergency_of_a_booked_visit_reaches_its_vet_without_a_word_of_what_the_owner_wrote()
    {
        await Booked();
        var commit = Commit(Level.Emergency, "visit-1");
        var source = new UrgentIntakes(store.Journal);
        Assert.True(source.Concerns(commit));
        var notice = Assert.Single(await source.From(commit, default));
        Assert.Equal(("visit.urgent", "vet-1", "animals/rex/visits/visit-1"), (notice.Type, notice.VetId, notice.Subject));
        Assert.DoesNotContain("SECRET", Json.Write(notice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Level.UrgentSameDay, "visit-1")]
    [InlineData(Level.Emergency, null)]
    public void What_is_no_emergency_or_belongs_to_no_visit_concerns_nobody(Level level, string? visitId) =>
        Assert.False(new UrgentIntakes(store.Journal).Concerns(Commit(level, visitId)));

    [Fact]
    public async Task A_visit_that_is_over_is_not_disturbed()
    {
        await Booked();
        await Append(2, new VisitCancelled(Side.Owner, Late: false, Duration.FromHours(5)));
        Assert.Empty(await new UrgentIntakes(store.Journal).From(Commit(Level.Emergency, "visit-1"), default));
    }

    private Task Booked() => Append(1, new VisitBooked(
        "visit-1", "rex", "owner-1", "vet-1", "telemedicine", "dog", "US-CA", "hold-1", new LocalDate(2026, 11, 23), "America/Los_Angeles",
        Noon, Noon + Duration.FromMinutes(20), null, null, null, BackupPhoneAgreed: false));

    private Task Append(int version, Event happened) => store.Journal.Append(
        VisitStream.Of("rex", "visit-1"), version - 1, new Commit("animal:rex", "visit:visit-1", version, Noon, "owner:owner-1", null, [happened]), default);

    private static Commit Commit(Level level, string? visitId) => new("animal:rex", "intakes:2026-11-22", 1, Noon, "owner:owner-1", null,
    [
        new IntakeTaken("i", "US-CA", new IntakeAnimal("dog"), "SECRET", [new ReportedSign("collapse")], null, ["SECRET"], null, new("2026-11"), visitId, new(level, false, true, []), "hash"),
    ]);
}
