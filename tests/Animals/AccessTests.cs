using NodaTime;
using NodaTime.Testing;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Visits;

namespace VetVisits.Tests.Animals;

/// <summary>Who sees an animal, as a table over everybody who might ask.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private static readonly Asked Somebody = new("test", null);
    private readonly TempStore store = new();
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 22, 12, 0));
    private Access access = null!;
    private Members members = null!;

    public async Task InitializeAsync()
    {
        members = new Members(store.Documents);
        access = new Access(store.Documents, store.Views, members, clock);
        await Write(Given("misha", practiceId: "regular"));
        await Write(Given("other", practiceId: null));
        await Join("regular", "vet-of-record", MemberKind.Vet);
        await Join("regular", "staff-of-record", MemberKind.Staff);
        await Join("clinic", "vet-booked", MemberKind.Vet);
        await Join("clinic", "staff-of-booked", MemberKind.Staff);
        await Join("third", "vet-elsewhere", MemberKind.Vet);
        await Join("third", "staff-elsewhere", MemberKind.Staff);
        await Happened("misha", "v1", Booked("misha", "v1", "vet-booked"));
        await Happened("misha", "v2", Booked("misha", "v2", "vet-cancelled"));
        await Happened("misha", "v2", new VisitCancelled(Side.Owner, Late: false, Duration.FromHours(20)));
    }

    public Task DisposeAsync()
    {
        store.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(Role.Owner, "olga", true)]
    [InlineData(Role.Owner, "otto", false)]
    [InlineData(Role.Owner, "vet-booked", false)]
    [InlineData(Role.Vet, "olga", false)]
    [InlineData(Role.Vet, "vet-booked", true)]
    [InlineData(Role.Vet, "vet-cancelled", false)]
    [InlineData(Role.Vet, "vet-of-record", true)]
    [InlineData(Role.Vet, "vet-elsewhere", false)]
    [InlineData(Role.Vet, "vet", false)]
    [InlineData(Role.Staff, "staff-of-booked", true)]
    [InlineData(Role.Staff, "staff-of-record", true)]
    [InlineData(Role.Staff, "staff-elsewhere", false)]
    [InlineData(Role.Admin, "root", false)]
    [InlineData(Role.ApiKey, "clinic-system", false)]
    [InlineData(Role.Anonymous, "anonymous", false)]
    public async Task Who_sees_Misha(Role role, string id, bool sees) => Assert.Equal(sees, await Sees(new Caller(role, id), "misha"));

    [Theory]
    [InlineData("misha", "misha", true)]
    [InlineData("misha", "other", false)]
    [InlineData("nobody", "nobody", false)]
    public async Task A_device_sees_the_animal_that_it_is_bound_to(string boundTo, string asked, bool sees) =>
        Assert.Equal(sees, await Sees(new Caller(Role.Device, "scale", boundTo), asked));

    [Fact]
    public async Task A_visit_with_one_animal_shows_no_other() => Assert.False(await Sees(new Caller(Role.Vet, "vet-booked"), "other"));

    [Fact]
    public async Task The_visits_own_vet_need_not_wait_for_the_view()
    {
        var vet = new Caller(Role.Vet, "vet-new");
        Assert.False(await Sees(vet, "misha"));
        Assert.Equal("misha", (await access.Seen(vet, "misha", vetOfVisit: "vet-new", default)).Id);
        await Assert.ThrowsAsync<RefusedException>(() => access.Seen(vet, "misha", vetOfVisit: "vet-booked", default));
    }

    [Fact]
    public async Task Whoever_leaves_the_practice_sees_no_more()
    {
        await members.Remove("regular", "staff-of-record", default);
        await members.Remove("clinic", "vet-booked", default);
        Assert.False(await Sees(new Caller(Role.Staff, "staff-of-record"), "misha"));
        Assert.False(await Sees(new Caller(Role.Staff, "staff-of-booked"), "misha"));
        Assert.True(await Sees(new Caller(Role.Vet, "vet-booked"), "misha"));
    }

    [Fact]
    public async Task Another_practice_of_record_ends_the_sight_of_the_first()
    {
        var there = (await store.Documents.Read<Animal>(Animal.At("misha"), default))!;
        await store.Documents.Write(Animal.At("misha"), there.Document with { PracticeId = "third" }, there.ETag, default);
        Assert.False(await Sees(new Caller(Role.Vet, "vet-of-record"), "misha"));
        Assert.True(await Sees(new Caller(Role.Vet, "vet-elsewhere"), "misha"));
    }

    [Fact]
    public async Task Only_the_owner_owns()
    {
        Assert.Equal("misha", (await access.Owned(new Caller(Role.Owner, "olga"), "misha", default)).Id);
        foreach (var caller in new[] { new Caller(Role.Owner, "otto"), new Caller(Role.Vet, "olga"), new Caller(Role.Vet, "vet-booked"), new Caller(Role.Admin, "olga") })
            await Assert.ThrowsAsync<RefusedException>(() => access.Owned(caller, "misha", default));
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_not_theirs_are_refused_in_the_same_words()
    {
        var vet = new Caller(Role.Vet, "vet-elsewhere");
        var theirs = await Assert.ThrowsAsync<RefusedException>(() => access.Seen(vet, "misha", default));
        foreach (var id in new[] { "nowhere", "a:b", "", "../misha" })
            Assert.Equal(theirs.Refusal, (await Assert.ThrowsAsync<RefusedException>(() => access.Seen(vet, id, default))).Refusal);
    }

    private async Task<bool> Sees(Caller caller, string animalId)
    {
        try
        {
            return (await access.Seen(caller, animalId, default)).Id == animalId;
        }
        catch (RefusedException no)
        {
            Assert.Equal((404, "not-found"), (no.Refusal.Status, no.Refusal.Code));
            return false;
        }
    }

    private static Animal Given(string id, string? practiceId) =>
        new(id, "olga", "Misha", "cat", null, Sex.Male, null, null, null, [], practiceId, null, new Made("c", "h"));

    private static VisitBooked Booked(string animal, string visit, string vet)
    {
        var start = Instant.FromUtc(2026, 11, 23, 9, 0);
        return new(visit, animal, "olga", vet, "telemedicine", "cat", "US-CA", "h-" + visit, start.InUtc().Date, "Etc/UTC", start, start + Duration.FromMinutes(20), null, null, null, false);
    }

    private Task Write(Animal animal) => store.Documents.Write(Animal.At(animal.Id), animal, expected: null, default);

    private Task Join(string practice, string person, MemberKind kind) =>
        members.Add(practice, new Member(person, kind, Admin: false), new Asked("test", $"{practice}-{person}"), default);

    private async Task Happened(string animal, string visit, Event happened)
    {
        var ran = await new Streams(store.Journal, SystemClock.Instance).Run(
            VisitStream.Of(animal, visit), Visit.Fold, Somebody, (_, _) => Decision.Of(happened), default);
        var projection = new BookedVets(store.Journal, store.Views);
        Assert.True(projection.Concerns(ran.Written!));
        await projection.Project(ran.Written!, default);
    }
}
