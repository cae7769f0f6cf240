using NodaTime;
using VetVisits.Journal;
using VetVisits.Messages;
using VetVisits.Photos;
using VetVisits.Tests.Visits;
using VetVisits.Visits;

namespace VetVisits.Tests.Messages;

public sealed class MessageRulesTests
{
    /// <summary>When <see cref="Given.Visit"/> says that everything happened, its end too.</summary>
    private static readonly Instant Ended = Instant.FromUtc(2026, 11, 22, 12, 0);
    private static readonly MessageSettings Settings = new(Duration.FromDays(14));
    private static readonly MessageSent Hello = new("m1", Side.Owner, "vet1", "He eats again.");
    private static readonly Dictionary<string, Photo> NoPhotos = [];

    [Fact]
    public void Both_write_from_the_booking_on_whatever_the_clock_says()
    {
        Event[][] standing = [[], [new VisitCheckedIn(null)], [new VisitCheckedIn(null), new VisitStarted()]];
        foreach (var after in standing)
            Assert.IsType<Decision.Happened>(Send(Visit(after), Conversation.None, Ended + Duration.FromDays(300)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(14 * 24 * 60 - 1, true)]
    [InlineData(14 * 24 * 60, false)]
    [InlineData(365 * 24 * 60, false)]
    public void After_its_end_a_visit_is_followed_up_for_fourteen_days(int minutes, bool open) =>
        Assert.Equal(open ? null : "messages-closed", Refused(Send(Over(), Conversation.None, Ended + Duration.FromMinutes(minutes)))?.Code);

    [Fact]
    public void How_long_is_a_setting_and_none_is_possible()
    {
        var day = new MessageSettings(Duration.FromDays(1));
        Assert.Equal(Ended + Duration.FromDays(1), MessageRules.ClosesAt(Over(), Conversation.None, day));
        Assert.False(MessageRules.IsOpen(Over(), Conversation.None, new(Duration.Zero), Ended));
    }

    [Fact]
    public void An_emergency_found_at_check_in_can_be_followed_up()
    {
        var stopped = Visit(new VisitStopped(VetVisits.Triage.Level.Emergency));
        Assert.IsType<Decision.Happened>(Send(stopped, Conversation.None, Ended + Duration.FromDays(1)));
        Assert.Equal("messages-closed", Refused(Send(stopped, Conversation.None, Ended + Duration.FromDays(15)))!.Code);
    }

    [Fact]
    public void A_visit_that_was_called_off_or_missed_is_closed_at_once_and_says_where_to_go()
    {
        foreach (var gone in (Event[])[new VisitCancelled(Side.Owner, false, Duration.FromHours(3)), new VisitMissed(Side.Owner)])
        {
            var no = Refused(Send(Visit(gone), Conversation.None, Ended))!;
            Assert.Equal((409, "messages-closed"), (no.Status, no.Code));
            Assert.Contains("open clinic", no.Detail, StringComparison.Ordinal);
        }
        Assert.Equal("messages-closed", Refused(Send(VetVisits.Visits.Visit.None, Conversation.None, Ended))!.Code);
    }

    [Fact]
    public void The_vet_closes_the_follow_up_early_once_and_never_a_visit_that_is_to_be_held()
    {
        var soon = Ended + Duration.FromDays(2);
        Assert.Equal(new MessagesClosed(Side.Vet), Assert.Single(Assert.IsType<Decision.Happened>(MessageRules.Close(Over(), Conversation.None, Settings, soon)).Events));
        Assert.Equal("visit-open", Refused(MessageRules.Close(Visit(), Conversation.None, Settings, soon))!.Code);
        var closed = Talk(soon, new MessagesClosed(Side.Vet));
        Assert.IsType<Decision.Already>(MessageRules.Close(Over(), closed, Settings, soon));
        Assert.IsType<Decision.Already>(MessageRules.Close(Over(), Conversation.None, Settings, Ended + Duration.FromDays(20)));
        Assert.Equal("messages-closed", Refused(Send(Over(), closed, soon))!.Code);
        Assert.Equal(soon, MessageRules.ClosesAt(Over(), closed, Settings));
        Assert.Equal(Ended + Duration.FromDays(14), MessageRules.ClosesAt(Over(), Talk(Ended + Duration.FromDays(20), new MessagesClosed(Side.Vet)), Settings));
    }

    [Fact]
    public void A_conversation_ends_at_four_hundred_messages()
    {
        Event[] full = [.. Enumerable.Range(1, MessageRules.MostMessages).Select(i => Hello with { MessageId = $"x{i}" })];
        Assert.Equal("too-many-messages", Refused(Send(Visit(), Talk(Ended, full), Ended))!.Code);
        Assert.IsType<Decision.Happened>(Send(Visit(), Talk(Ended, full[1..]), Ended));
    }

    [Fact]
    public void A_photo_is_one_of_this_animal_that_may_still_be_looked_at()
    {
        var asked = Photo(new PhotoRequested("p1", "a1", null, null, null, null, Ended));
        var with = Hello with { PhotoIds = ["p1"] };
        Assert.IsType<Decision.Happened>(Send(Visit(), Conversation.None, Ended, with, new() { ["p1"] = asked }));
        foreach (var known in (Dictionary<string, Photo>[])[[], new() { ["p1"] = new() }])
        {
            var no = Refused(Send(Visit(), Conversation.None, Ended, with, known))!;
            Assert.Equal((422, "photo-unknown", "p1"), (no.Status, no.Code, no.More!["photoId"]));
        }
        foreach (var status in (PhotoStatus[])[PhotoStatus.Refused, PhotoStatus.Abandoned])
            Assert.Equal("photo-unusable", Refused(Send(Visit(), Conversation.None, Ended, with, new() { ["p1"] = asked with { Status = status } }))!.Code);
    }

    [Fact]
    public void Reading_is_receipted_once_never_goes_back_and_never_for_ones_own_words()
    {
        var talk = Talk(Ended, Hello, Hello with { MessageId = "m2", From = Side.Vet }, Hello with { MessageId = "m3" });
        Assert.Equal(new MessagesRead(Side.Vet, "m1", 1), Fresh(MessageRules.Read(talk, Receipts.None, Side.Vet, "m1")));
        Assert.IsType<Decision.Already>(MessageRules.Read(talk, Receipts.None, Side.Owner, "m1"));
        Assert.Equal(new MessagesRead(Side.Owner, "m3", 3), Fresh(MessageRules.Read(talk, Receipts.None, Side.Owner, "m3")));

        var read = Reads(new MessagesRead(Side.Vet, "m1", 1));
        Assert.IsType<Decision.Already>(MessageRules.Read(talk, read, Side.Vet, "m1"));
        Assert.IsType<Decision.Already>(MessageRules.Read(talk, read, Side.Vet, "m2"));
        Assert.Equal(new MessagesRead(Side.Vet, "m3", 3), Fresh(MessageRules.Read(talk, read, Side.Vet, "m3")));
        Assert.IsType<Decision.Already>(MessageRules.Read(talk, Reads(new MessagesRead(Side.Vet, "m3", 3)), Side.Vet, "m1"));
        Assert.Equal("not-found", Refused(MessageRules.Read(talk, read, Side.Vet, "m9"))!.Code);
    }

    [Fact]
    public void Receipts_are_never_more_than_messages_however_the_two_write_and_read()
    {
        var (talk, receipts) = (Conversation.None, Receipts.None);
        for (var i = 1; i <= 100; i++)
        {
            talk = Conversation.Fold.Evolve(talk, Hello with { MessageId = $"m{i}", From = i % 3 == 0 ? Side.Vet : Side.Owner }, Ended);
            foreach (var upTo in talk.Messages)
                foreach (var by in (Side[])[Side.Owner, Side.Vet, Side.Owner])
                    if (MessageRules.Read(talk, receipts, by, upTo.Id) is Decision.Happened { Events: [var read] }) receipts = Receipts.Fold.Evolve(receipts, read, Ended);
        }
        Assert.Equal(100, receipts.All.Count);
        Assert.All(talk.Messages, m => Assert.Equal(Ended, receipts.ReadAt(m)));
    }

    [Fact]
    public void A_message_was_read_when_the_first_receipt_reached_it()
    {
        var talk = Talk(Ended, Hello, Hello with { MessageId = "m2" }, Hello with { MessageId = "m3" });
        var (noon, one) = (Ended, Ended + Duration.FromHours(1));
        var receipts = Receipts.Fold.Evolve(Receipts.Fold.Evolve(Receipts.None, new MessagesRead(Side.Vet, "m2", 2), noon), new MessagesRead(Side.Vet, "m3", 3), one);
        Assert.Equal([noon, noon, one], talk.Messages.Select(receipts.ReadAt));
        Assert.Null(Reads(new MessagesRead(Side.Owner, "m3", 3)).ReadAt(talk.Messages[0]));
    }

    private static Visit Visit(params Event[] after) => Given.Visit([Given.Booked(Ended), .. after]);

    private static Visit Over() => Visit(new VisitCheckedIn(null), new VisitStarted(), new VisitEnded("treated"));

    private static Decision Send(Visit visit, Conversation talk, Instant now, MessageSent? sent = null, Dictionary<string, Photo>? photos = null) =>
        MessageRules.Send(visit, talk, sent ?? Hello, photos ?? NoPhotos, Settings, now);

    private static Conversation Talk(Instant at, params Event[] events) => Conversation.Fold.Of([new("animal:a1", "messages:v1", 1, at, "owner:o1", null, events)]);

    private static Receipts Reads(params Event[] events) => Receipts.Fold.Of([new("animal:a1", "message-reads:v1", 1, Ended, "vet:vet1", null, events)]);

    private static Photo Photo(params Event[] events) => VetVisits.Photos.Photo.Fold.Of([new("animal:a1", "photo:p1", 1, Ended, "owner:o1", null, events)]);

    private static Event Fresh(Decision decision) => Assert.Single(Assert.IsType<Decision.Happened>(decision).Events);

    private static Refusal? Refused(Decision decision) => (decision as Decision.Refused)?.Refusal;
}
