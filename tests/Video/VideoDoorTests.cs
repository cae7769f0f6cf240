using NodaTime;
using VetVisits.Identity;
using VetVisits.Tests.Booking;
using VetVisits.Video;
using VetVisits.Visits;

namespace VetVisits.Tests.Video;

/// <summary>A visit's room is open to its two people, around its time, and to nobody else.</summary>
public sealed class VideoDoorTests : IAsyncLifetime
{
    private static readonly Instant Start = Clinic.Morning + Duration.FromHours(4);
    private static readonly Caller Owner = Clinic.Owner();
    private static readonly Caller Vet = new(Role.Vet, "vet1");
    private readonly Clinic clinic = new();
    private string visit = "";

    public async Task InitializeAsync()
    {
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        visit = (await clinic.Book("a1", Start, "k")).Id;
        await clinic.Feed();
        clinic.Clock.Reset(Start);
    }

    public async Task DisposeAsync() => await clinic.DisposeAsync();

    [Fact]
    public async Task Its_owner_and_its_vet_each_come_in_at_their_own_end()
    {
        Assert.Equal(End.Owner, (await Enter(Owner)).End);
        Assert.Equal(End.Vet, (await Enter(Vet)).End);
    }

    [Theory]
    [InlineData(-31, "too-early")]
    [InlineData(-30, null)]
    [InlineData(80, null)]
    [InlineData(81, "too-late")]
    public async Task It_opens_half_an_hour_before_and_closes_an_hour_after_the_planned_end(int minutes, string? code)
    {
        clinic.Clock.Reset(Start + Duration.FromMinutes(minutes));
        if (code is null) await Enter(Owner);
        else Assert.Equal(code, await Refused(Owner));
    }

    [Fact]
    public async Task A_visit_that_was_called_off_has_no_room()
    {
        await clinic.Happened("animal:a1", $"visit:{visit}", new VisitCancelled(Side.Owner, false, Duration.Zero, null));
        Assert.Equal("visit-not-open", await Refused(Vet));
    }

    [Fact]
    public async Task Anybody_else_finds_nothing_there_the_practices_staff_and_the_vet_of_another_visit_among_them()
    {
        await clinic.Staff("nurse", "p1", "vet1");
        await clinic.Vet("vet2");
        await clinic.Animal("a2", owner: "o2");
        foreach (var other in (Caller[])[Clinic.Owner("o2"), new(Role.Vet, "vet2"), new(Role.Staff, "nurse")]) Assert.Equal("not-found", await Refused(other));
        Assert.Equal("not-found", (await Clinic.Refused(() => clinic.Get<VideoDoor>().Enter(Clinic.Owner("o2"), "a2", visit, default))).Code);
    }

    [Fact]
    public async Task A_signal_is_in_the_mailbox_of_its_visit_alone()
    {
        var post = clinic.Get<SignalPost>();
        await post.Send(visit, End.Owner, "tab", SignalKind.Hello, null, default);
        Assert.Single(await post.Read(visit, End.Vet, "v", 0, Duration.Zero, default));
        Assert.Empty(await post.Read("another", End.Vet, "v", 0, Duration.Zero, default));
    }

    [Fact]
    public async Task Who_waits_for_a_signal_at_one_instance_has_it_when_another_takes_it()
    {
        var (here, there) = (new SignalPost(clinic.Views, clinic.Clock, new()), new SignalPost(clinic.Views, clinic.Clock, new()));
        var waiting = here.Read(visit, End.Vet, "v", 0, Duration.FromSeconds(25), default);
        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);
        await there.Send(visit, End.Owner, "tab", SignalKind.Offer, null, default);
        Assert.Equal(SignalKind.Offer, Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(20))).Kind);
    }

    private Task<(VisitFound Found, End End)> Enter(Caller caller) => clinic.Get<VideoDoor>().Enter(caller, "a1", visit, default);

    private async Task<string> Refused(Caller caller) => (await Clinic.Refused(() => Enter(caller))).Code;
}
