using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Local.Outreach;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Prescriptions;
using VetVisits.Records;
using VetVisits.Records.Clinic;
using VetVisits.Records.Sharing;
using VetVisits.Tests.Booking;
using VetVisits.Tests.Visits;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Tests.Records.Letters;

/// <summary>The summary of a visit on its way to a clinic outside of the system.</summary>
public sealed class ClinicLetterTests : IAsyncLifetime
{
    private readonly Clinic world = new(("PublicAddress", "https://vet.example/"));
    private readonly TempFolder folder = new();
    private readonly TextLog texts;

    public ClinicLetterTests() => texts = new TextLog(folder.Path);

    public async Task InitializeAsync()
    {
        await world.Animal("a1");
        await world.Documents.Write(Owner.At("o1"), new Owner("o1", "Ana", null, "ana@owner.example", "US-CA", Language.En, ReminderChannel.None, null), null, default);
    }

    public async Task DisposeAsync()
    {
        texts.Dispose();
        folder.Dispose();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task With_consent_the_clinic_gets_a_link_that_opens_this_visit_and_nothing_else()
    {
        await Named();
        await Agreed();
        await Ended("v1");
        await world.Happened("animal:a1", "visit:v2", Given.Booked(Clinic.Morning) with { VisitId = "v2" });
        await world.Feed();
        foreach (var told in Told()) await Messenger().Send(told, default);

        var letter = Assert.Single(Letters(), l => ((MailboxAddress)l.To[0]).Address == "desk@clinic.example");
        foreach (var inside in (string[])["itch", "otitis", "Miso", "Ana", "cat"]) Assert.DoesNotContain(inside, letter.TextBody + letter.HtmlBody + letter.Subject, StringComparison.OrdinalIgnoreCase);
        var token = Token(letter);
        var (animal, share) = await world.Get<Shares>().Open(token, VetVisits.Identity.Caller.Nobody, null, default);
        Assert.Equal(("a1", "v1"), (animal.Id, share.Made!.VisitId));
        var streams = new HashSet<string>();
        await using var chronicle = await Chronicle.Open(world.Journal, "a1", RecordFilter.All.Within(share.Scope), default);
        await foreach (var chapter in chronicle.Read()) streams.Add(chapter.Commit.Stream);
        Assert.Equal(["visit:v1"], streams);
        Assert.False(share.LetsIn);
        // Neither the queue nor the journal holds the token.
        Assert.DoesNotContain(world.Sent.All, s => s.Json.Contains(token, StringComparison.Ordinal));
        await foreach (var commit in world.Journal.ReadPartition("animal:a1", default)) Assert.DoesNotContain(token, Json.Write(commit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queue_may_give_it_twice_and_it_is_one_letter_and_one_share()
    {
        await Named();
        await Agreed();
        await Ended("v1");
        await world.Feed();
        var told = Assert.Single(Told(), t => t.Template == OwnerTemplate.ClinicSummary);
        for (var i = 0; i < 3; i++) await Messenger().Send(told, default);
        Assert.Single(Letters());
        Assert.Single(await world.Get<Shares>().Of("a1", default));
    }

    [Fact]
    public async Task A_host_that_died_after_the_share_writes_another_letter_to_the_same_share()
    {
        await Named();
        await Agreed();
        await Ended("v1");
        await world.Feed();
        var told = Assert.Single(Told(), t => t.Template == OwnerTemplate.ClinicSummary);
        var first = await world.Get<IElsewhere>().Of(told, default);
        await Messenger().Send(told, default);
        var share = Assert.Single(await world.Get<Shares>().Of("a1", default));
        Assert.Equal(2, share.TokenHashes.Count);
        Assert.NotEqual(first!.Link.AbsoluteUri.Split('/')[^1], Token(Assert.Single(Letters())));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Without_consent_or_without_a_clinic_nothing_goes_out(bool agreed, bool named)
    {
        if (named) await Named();
        if (agreed) await Agreed();
        await Ended("v1");
        await world.Feed();
        Assert.DoesNotContain(Told(), t => t.Template == OwnerTemplate.ClinicSummary);
    }

    [Fact]
    public async Task A_consent_that_was_taken_back_before_the_letter_was_written_stops_it()
    {
        await Named();
        await Agreed();
        await Ended("v1");
        await world.Feed();
        await world.Happened("animal:a1", Consents.Stream.Value, new ConsentWithdrawn(Consents.ShareWithClinic));
        foreach (var told in Told()) await Messenger().Send(told, default);
        Assert.Empty(Letters());
        Assert.Empty(await world.Get<Shares>().Of("a1", default));
    }

    [Fact]
    public async Task A_consent_that_was_given_after_the_visit_sends_nothing_of_before()
    {
        await Named();
        await Ended("v1");
        world.Clock.AdvanceMinutes(1);
        await Agreed();
        await world.Feed();
        Assert.DoesNotContain(Told(), t => t.Template == OwnerTemplate.ClinicSummary);
    }

    [Fact]
    public void It_goes_with_its_owner() => Assert.Equal(Owner.PartitionOf("o1"), RegularClinic.At("o1", "a1").Partition);

    [Fact]
    public void What_was_prescribed_in_the_visit_is_part_of_its_summary()
    {
        var filter = new RecordFilter(VisitId: "v1");
        var written = (PrescriptionWritten)VetVisits.Tests.Journal.MadeUp.Event(typeof(PrescriptionWritten));
        var commit = new Commit("animal:a1", "prescriptions", 1, Clinic.Morning, "vet:vet1", null, [written]);
        Assert.True(filter.Includes(commit, written with { VisitId = "v1" }));
        Assert.False(filter.Includes(commit, written with { VisitId = "v2" }));
    }

    private Task Named() => world.Documents.Write(RegularClinic.At("o1", "a1"), new RegularClinic("Oak Street", "desk@clinic.example", Language.Es), null, default);

    private Task Agreed() => world.Happened("animal:a1", Consents.Stream.Value, new ConsentGiven(Consents.ShareWithClinic, "2026-11"));

    private Task Ended(string visitId) => world.Happened("animal:a1", $"visit:{visitId}",
        Given.Booked(Clinic.Morning) with { VisitId = visitId }, new VisitStarted(), new VisitEnded("treated", "otitis", new("otitis")));

    private Messenger Messenger() => new(
        world.Documents, world.Journal, new Maildir(folder.Path), texts, [world.Get<IElsewhere>()], world.Get<OutreachSettings>(), world.Get<VetVisits.Video.VideoSettings>(), world.Clock, NullLogger<Messenger>.Instance);

    private List<OwnerMessage> Told() => [.. world.Sent.All.Where(s => s.Queue == QueueNames.OwnerMessages).Select(s => Json.Read<OwnerMessage>(s.Json)).Where(m => m.Template == OwnerTemplate.ClinicSummary)];

    private List<MimeMessage> Letters() =>
        Directory.Exists(Path.Combine(folder.Path, "mail", "new")) ? [.. Directory.GetFiles(Path.Combine(folder.Path, "mail", "new")).Select(file => MimeMessage.Load(file))] : [];

    private static string Token(MimeMessage letter) => letter.TextBody!.Split("https://vet.example/api/shared/")[1].Split('\r', '\n')[0];
}
