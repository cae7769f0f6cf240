using System.Text.Json;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Tests.Triage;
using VetVisits.Triage;

namespace VetVisits.Tests.Intake;

/// <summary>Intakes over a real store, with a clock that the test holds.</summary>
public sealed class IntakeDeskTests : IAsyncLifetime, IDisposable
{
    private static readonly Caller Owner = new(Role.Owner, "owner-1");
    private static readonly Caller Vet = new(Role.Vet, "vet-1");
    private static readonly TakeIntake Rash = new(
        "Scratches a lot.", "US-CA", new("2026-11"), ["Is it catching?"], [new("rash-itch-mild", JsonSerializer.SerializeToElement(30), null)], null);

    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 22, 23, 59, 50));
    private readonly TempStore store;
    private readonly IntakeDesk desk;

    public IntakeDeskTests()
    {
        store = new TempStore(clock);
        var access = new Access(store.Documents, store.Views, new Members(store.Documents), clock);
        desk = new IntakeDesk(store.Journal, new Streams(store.Journal, clock), access, Cases.Rules, new CaseReader(Cases.Rules), clock);
    }

    public async Task InitializeAsync()
    {
        var rex = new Animal("rex", Owner.Id, "Rex", "dog", "mixed", Sex.Male, true, new LocalDate(2021, 4, 1), 20, [], PracticeId: null, DiedOn: null, new Made("c", "h"));
        await store.Documents.Write(Animal.At("rex"), rex, expected: null, default);
        await store.Views.Update(BookedVet.At("rex", "vet-1", "visit-1"), _ => Task.FromResult<BookedVet?>(new("vet-1")), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_repeat_after_midnight_is_the_same_intake_with_the_same_answer()
    {
        var first = await Take(Rash, "key-1");
        clock.AdvanceSeconds(20);
        var again = await Take(Rash, "key-1");
        Assert.Equal(first.Taken.IntakeId, again.Taken.IntakeId);
        Assert.Equal(first.At, again.At);
        Assert.Single((await Last24h()).ById);
    }

    [Fact]
    public async Task Its_level_is_counted_once()
    {
        using var measured = new Measurements();
        var taken = await Take(Rash, "key-1");
        await Take(Rash, "key-1");
        Assert.Equal([(1.0, $"level={taken.Taken.Answer.Level.Id()}")], measured.Of("vetvisits.triage"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_also_after_midnight()
    {
        await Take(Rash, "key-1");
        clock.AdvanceSeconds(20);
        Assert.Equal("idempotency-key-reused", (await Refused(() => Take(Rash, "key-1", body: "other"))).Code);
    }

    [Fact]
    public async Task Ten_times_the_same_command_at_once_is_one_intake()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Take(Rash, "key-1")));
        Assert.Single(all.Select(one => one.Taken.IntakeId).Distinct());
        Assert.Single((await Last24h()).ById);
    }

    [Fact]
    public async Task The_51st_intake_of_a_day_is_refused_and_the_next_day_begins_anew()
    {
        for (var i = 0; i < Intakes.MostPerDay; i++) await Take(Rash, $"key-{i}");
        var no = await Refused(() => Take(Rash, "one-more"));
        Assert.Equal((429, "too-many-intakes"), (no.Status, no.Code));
        clock.AdvanceSeconds(20);
        await Take(Rash, "next-day");
    }

    [Fact]
    public async Task An_intake_keeps_all_that_it_was_decided_on()
    {
        var taken = (await Take(Rash with { Vitals = new VitalsGiven { TemperatureC = 38.6 } }, "key-1")).Taken;
        Assert.Equal(Cases.Rules.Hash, taken.RulesHash);
        Assert.Equal(new LocalDate(2021, 4, 1), taken.Animal.BirthDate);
        Assert.Equal(30, taken.Signs.Single().DurationHours);
        Assert.Equal(38.6, taken.Vitals!["temperatureC"]);
        Assert.Equal("Scratches a lot.", taken.Complaint);
        Assert.Equal("2026-11", taken.Consent.TextVersion);
        Assert.Equal(Level.Soon, taken.Answer.Level);
    }

    [Fact]
    public async Task A_vet_who_sees_the_animal_closes_an_intake_and_the_door_opens()
    {
        var emergency = await Take(Rash with { Signs = [new("snake-bite", null, null)] }, "key-1");
        var now = clock.GetCurrentInstant();
        Assert.Equal(Level.Immediate, Standing.MostUrgent(await Last24h(), now)!.Level);
        var closed = await desk.Close(Vet, "rex", emergency.Taken.IntakeId, new("A slow worm, no bite found."), By(Vet, "close"), default);
        Assert.Equal("vet-1", closed.Closed!.VetId);
        Assert.Null(Standing.MostUrgent(await Last24h(), now));
    }

    [Fact]
    public async Task Closing_twice_changes_nothing()
    {
        var one = await Take(Rash, "key-1");
        await desk.Close(Vet, "rex", one.Taken.IntakeId, new("first"), By(Vet, "close-1"), default);
        var again = await desk.Close(Vet, "rex", one.Taken.IntakeId, new("second"), By(Vet, "close-2"), default);
        Assert.Equal("first", again.Closed!.Reason);
    }

    [Fact]
    public async Task Closing_needs_a_reason()
    {
        var one = await Take(Rash, "key-1");
        Assert.Equal("invalid", (await Refused(() => desk.Close(Vet, "rex", one.Taken.IntakeId, new(" "), By(Vet, "c"), default))).Code);
    }

    [Theory]
    [InlineData("owner-2", Role.Owner)]
    [InlineData("vet-2", Role.Vet)]
    public async Task An_intake_of_somebody_elses_animal_is_not_found(string id, Role role)
    {
        var one = await Take(Rash, "key-1");
        var stranger = new Caller(role, id);
        Assert.Equal(404, (await Refused(() => desk.Read(stranger, "rex", one.Taken.IntakeId, default))).Status);
        Assert.Equal(404, (await Refused(() => desk.Take(stranger, "rex", Rash, By(stranger, "k"), default))).Status);
        Assert.Equal(404, (await Refused(() => desk.Close(stranger, "rex", one.Taken.IntakeId, new("x"), By(stranger, "c"), default))).Status);
        Assert.Single((await Last24h()).ById);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("20261122-none")]
    [InlineData("99999999-none")]
    [InlineData("../../etc/passwd")]
    public async Task An_intake_id_that_nobody_was_given_is_not_found(string id) =>
        Assert.Equal(404, (await Refused(() => desk.Read(Owner, "rex", id, default))).Status);

    [Fact]
    public async Task An_intake_for_a_visit_that_the_animal_has_not_is_refused() =>
        Assert.Equal("invalid", (await Refused(() => Take(Rash with { VisitId = "visit-9" }, "key-1"))).Code);

    private Task<Intakes.One> Take(TakeIntake wanted, string key, string body = "hash") => desk.Take(Owner, "rex", wanted, By(Owner, key, body), default);

    private static Asked By(Caller caller, string key, string body = "hash") => new(caller.By, key, body);

    private async Task<Intakes> Last24h()
    {
        var now = clock.GetCurrentInstant();
        return Intakes.From(await store.Journal.Read("animal:rex", Intakes.Last24h(now), default), now);
    }

    private static async Task<Refusal> Refused(Func<Task> work) => (await Assert.ThrowsAsync<RefusedException>(work)).Refusal;
}
