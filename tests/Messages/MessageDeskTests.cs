using NodaTime;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Messages;
using VetVisits.Notify;
using VetVisits.Outreach;
using VetVisits.Photos;
using VetVisits.Tests.Booking;
using VetVisits.Visits;

namespace VetVisits.Tests.Messages;

public sealed class MessageDeskTests
{
    private const string Secret = "the stool was black this morning";
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly Caller Vet = new(Role.Vet, "vet1");

    [Fact]
    public async Task What_one_writes_the_other_reads_and_the_receipt_comes_back()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        var desk = clinic.Get<MessageDesk>();
        var first = await desk.Send(Clinic.Owner(), "a1", visit, Secret, [], By("owner:o1", "1"), default);
        Assert.Equal((1, Side.Owner, Secret, null), (first.Number, first.From, first.Text, first.ReadAt));

        clinic.Clock.AdvanceMinutes(5);
        Assert.Equal(1, await desk.Read(Vet, "a1", visit, first.Id, By("vet:vet1", "r"), default));
        var answer = await desk.Send(Vet, "a1", visit, "Go on with the diet.", [], By("vet:vet1", "2"), default);

        var page = await desk.List(Clinic.Owner(), "a1", visit, null, 100, default);
        Assert.Equal([1, 2], page.Messages.Select(m => m.Number));
        Assert.Equal([Clinic.Morning + Duration.FromMinutes(5), null], page.Messages.Select(m => m.ReadAt));
        Assert.Equal((true, null, false), (page.Open, page.ClosesAt, page.More));
        Assert.Equal([answer.Id], (await desk.List(Clinic.Owner(), "a1", visit, first.Id, 100, default)).Messages.Select(m => m.Id));
        Assert.True((await desk.List(Clinic.Owner(), "a1", visit, null, 1, default)).More);
        Assert.Equal("after-unknown", (await Clinic.Refused(() => desk.List(Clinic.Owner(), "a1", visit, "nothing", 1, default))).Code);
    }

    [Fact]
    public async Task The_same_message_sent_ten_times_is_one_also_at_once_and_also_after_the_close()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Ended(clinic);
        var desk = clinic.Get<MessageDesk>();
        Task<MessageView> Send() => desk.Send(Clinic.Owner(), "a1", visit, Secret, [], By("owner:o1", "once"), default);

        var answers = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Send()))).ToList();
        await desk.Close(Vet, "a1", visit, By("vet:vet1", "c"), default);
        answers.Add(await Send());

        Assert.Single(answers.Select(a => Json.Write(a)).Distinct());
        Assert.Single((await desk.List(Vet, "a1", visit, null, 100, default)).Messages);
        var other = By("owner:o1", "once") with { BodyHash = "another" };
        Assert.Equal("idempotency-key-reused", (await Clinic.Refused(() => desk.Send(Clinic.Owner(), "a1", visit, "other", [], other, default))).Code);
    }

    [Fact]
    public async Task Ten_at_once_from_both_sides_all_stand_each_with_its_own_number()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        var desk = clinic.Get<MessageDesk>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0
            ? desk.Send(Clinic.Owner(), "a1", visit, $"o{i}", [], By("owner:o1", $"{i}"), default)
            : desk.Send(Vet, "a1", visit, $"v{i}", [], By("vet:vet1", $"{i}"), default)));
        var messages = (await desk.List(Vet, "a1", visit, null, 100, default)).Messages;
        Assert.Equal(Enumerable.Range(1, 10), messages.Select(m => m.Number));
        Assert.Equal(10, messages.Select(m => m.Text).Distinct().Count());
    }

    [Fact]
    public async Task The_follow_up_ends_after_the_days_of_the_setting()
    {
        await using var clinic = await Clinic.Open(("Messages:FollowUpDays", "3"));
        var visit = await Ended(clinic);
        var desk = clinic.Get<MessageDesk>();
        var end = clinic.Clock.GetCurrentInstant();
        clinic.Clock.Reset(end + Duration.FromDays(3) - Duration.FromSeconds(1));
        var last = await desk.Send(Vet, "a1", visit, "Last check: all well?", [], By("vet:vet1", "1"), default);
        clinic.Clock.Reset(end + Duration.FromDays(3));

        var no = await Clinic.Refused(() => desk.Send(Clinic.Owner(), "a1", visit, Secret, [], By("owner:o1", "2"), default));
        Assert.Equal((409, "messages-closed"), (no.Status, no.Code));
        var page = await desk.List(Clinic.Owner(), "a1", visit, null, 100, default);
        Assert.Equal((false, end + Duration.FromDays(3)), (page.Open, page.ClosesAt));
        Assert.Equal(1, await desk.Read(Clinic.Owner(), "a1", visit, last.Id, By("owner:o1", "r"), default));
    }

    [Fact]
    public async Task A_vet_closes_after_the_end_and_the_owner_can_still_read()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        var desk = clinic.Get<MessageDesk>();
        Assert.Equal("visit-open", (await Clinic.Refused(() => desk.Close(Vet, "a1", visit, By("vet:vet1", "c0"), default))).Code);
        await desk.Send(Vet, "a1", visit, "See you at ten.", [], By("vet:vet1", "1"), default);
        await End(clinic, visit);
        clinic.Clock.AdvanceHours(5);
        var at = await desk.Close(Vet, "a1", visit, By("vet:vet1", "c1"), default);
        clinic.Clock.AdvanceHours(1);
        Assert.Equal(at, await desk.Close(Vet, "a1", visit, By("vet:vet1", "c2"), default));
        Assert.Equal("messages-closed", (await Clinic.Refused(() => desk.Send(Vet, "a1", visit, "one more", [], By("vet:vet1", "2"), default))).Code);
        Assert.Single((await desk.List(Clinic.Owner(), "a1", visit, null, 100, default)).Messages);
    }

    [Fact]
    public async Task A_cancelled_visit_takes_no_message()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        await clinic.Get<VisitCommands>().Cancel(Clinic.Owner(), "a1", visit, null, Clinic.Asked("o1", "cancel"), default);
        Assert.Equal("messages-closed", (await Clinic.Refused(() => clinic.Get<MessageDesk>().Send(Vet, "a1", visit, "Why?", [], By("vet:vet1", "1"), default))).Code);
    }

    [Fact]
    public async Task Photos_of_this_animal_go_along_and_those_of_another_do_not()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Animal("a2");
        var visit = await Booked(clinic);
        await clinic.Happened("animal:a1", "photo:mine", new PhotoRequested("mine", "a1", null, null, null, null, Ten));
        await clinic.Happened("animal:a2", "photo:theirs", new PhotoRequested("theirs", "a2", null, null, null, null, Ten));
        var desk = clinic.Get<MessageDesk>();

        var no = await Clinic.Refused(() => desk.Send(Clinic.Owner(), "a1", visit, "look", ["mine", "theirs"], By("owner:o1", "1"), default));
        Assert.Equal((422, "photo-unknown", "theirs"), (no.Status, no.Code, no.More!["photoId"]));
        Assert.Empty((await desk.List(Clinic.Owner(), "a1", visit, null, 100, default)).Messages);
        Assert.Equal(["mine"], (await desk.Send(Clinic.Owner(), "a1", visit, "look", ["mine"], By("owner:o1", "2"), default)).PhotoIds);
    }

    [Fact]
    public async Task For_another_owner_another_vet_and_strangers_there_is_no_such_visit()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        var desk = clinic.Get<MessageDesk>();
        var said = await desk.Send(Clinic.Owner(), "a1", visit, Secret, [], By("owner:o1", "1"), default);
        foreach (var stranger in (Caller[])[Clinic.Owner("o2"), new(Role.Vet, "vet2"), new(Role.Staff, "s9"), new(Role.Device, "d", "a1")])
        {
            Assert.Equal(404, (await Clinic.Refused(() => desk.List(stranger, "a1", visit, null, 100, default))).Status);
            Assert.Equal(404, (await Clinic.Refused(() => desk.Send(stranger, "a1", visit, "hm", [], By(stranger.By, "1"), default))).Status);
            Assert.Equal(404, (await Clinic.Refused(() => desk.Read(stranger, "a1", visit, said.Id, By(stranger.By, "2"), default))).Status);
            Assert.Equal(404, (await Clinic.Refused(() => desk.Close(stranger, "a1", visit, By(stranger.By, "3"), default))).Status);
        }
        Assert.Equal(404, (await Clinic.Refused(() => desk.List(Clinic.Owner(), "a1", "no/such visit", null, 100, default))).Status);
        Assert.Equal(404, (await Clinic.Refused(() => desk.List(Clinic.Owner(), "a1", "nothing", null, 100, default))).Status);
    }

    [Fact]
    public async Task A_vet_of_the_practice_of_record_sees_the_animal_and_not_what_the_two_wrote()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        var animal = (await clinic.Documents.Read<VetVisits.Animals.Animal>(VetVisits.Animals.Animal.At("a1"), default))!;
        await clinic.Staff("s2", "record", "vet2");
        await clinic.Documents.Write(VetVisits.Animals.Animal.At("a1"), animal.Document with { PracticeId = "record" }, animal.ETag, default);
        Assert.Equal(visit, (await clinic.Get<VisitDoor>().See(new(Role.Vet, "vet2"), "a1", visit, default)).Visit.Id);
        foreach (var caller in (Caller[])[new(Role.Vet, "vet2"), new(Role.Staff, "s2")])
            Assert.Equal(404, (await Clinic.Refused(() => clinic.Get<MessageDesk>().List(caller, "a1", visit, null, 100, default))).Status);
    }

    [Fact]
    public async Task Staff_of_the_vets_practice_read_along_and_neither_write_nor_sign_for_it()
    {
        await using var clinic = await Clinic.Open();
        await clinic.Staff("s1", "p1", "vet1");
        var visit = await Booked(clinic);
        // Who works with the vet sees the animal by the view of booked visits.
        await clinic.Feed();
        var (desk, staff) = (clinic.Get<MessageDesk>(), new Caller(Role.Staff, "s1"));
        var said = await desk.Send(Clinic.Owner(), "a1", visit, Secret, [], By("owner:o1", "1"), default);
        Assert.Equal(Secret, Assert.Single((await desk.List(staff, "a1", visit, null, 100, default)).Messages).Text);
        Assert.Equal(404, (await Clinic.Refused(() => desk.Send(staff, "a1", visit, "hm", [], By(staff.By, "1"), default))).Status);
        Assert.Equal(404, (await Clinic.Refused(() => desk.Read(staff, "a1", visit, said.Id, By(staff.By, "2"), default))).Status);
        Assert.Equal(404, (await Clinic.Refused(() => desk.Close(staff, "a1", visit, By(staff.By, "3"), default))).Status);
    }

    [Fact]
    public async Task Each_side_hears_of_the_others_message_once_and_nobody_of_its_text()
    {
        await using var clinic = await Clinic.Open();
        var visit = await Booked(clinic);
        await clinic.Feed();
        clinic.Sent.All.Clear();
        var desk = clinic.Get<MessageDesk>();
        var asked = await desk.Send(Clinic.Owner(), "a1", visit, Secret, [], By("owner:o1", "1"), default);
        await desk.Send(Vet, "a1", visit, Secret, [], By("vet:vet1", "2"), default);
        await desk.Read(Vet, "a1", visit, asked.Id, By("vet:vet1", "r"), default);
        await clinic.Feed();

        var toVet = Json.Read<CloudEvent>(Assert.Single(clinic.Sent.All, s => s.Queue == "vet-notifications").Json);
        Assert.Equal(("message.received", $"animals/a1/visits/{visit}", "vet1", asked.Id), (toVet.Type, toVet.Subject, toVet.Data["vetId"], toVet.Data["messageId"]));
        var toOwner = Json.Read<OwnerMessage>(Assert.Single(clinic.Sent.All, s => s.Queue == "owner-messages").Json);
        Assert.Equal((OwnerTemplate.MessageReceived, "o1", "a1", visit), (toOwner.Template, toOwner.OwnerId, toOwner.AnimalId, toOwner.VisitId));
        Assert.All(clinic.Sent.All, s => Assert.DoesNotContain("stool", s.Json, StringComparison.Ordinal));

        var first = clinic.Sent.All.Select(s => s.Json).Order().ToList();
        clinic.Sent.All.Clear();
        foreach (var commit in (await clinic.Journal.Read("animal:a1", [MessageStream.Name(visit)], default)).Of(MessageStream.Name(visit)))
            clinic.Journal.Fed.Enqueue(commit);
        await clinic.Feed();
        Assert.Equal(first, clinic.Sent.All.Select(s => s.Json).Order());
    }

    private static Asked By(string who, string key) => new(who, Http.Uuid.V5($"{who}\n{key}").ToString("N"), "body");

    private static async Task<string> Booked(Clinic clinic) => (await clinic.Book("a1", Ten, "k1")).Id;

    private static async Task<string> Ended(Clinic clinic)
    {
        var visit = await Booked(clinic);
        await End(clinic, visit);
        return visit;
    }

    private static async Task End(Clinic clinic, string visit)
    {
        clinic.Clock.Reset(Ten);
        await clinic.Happened("animal:a1", $"visit:{visit}", new VisitCheckedIn(null), new VisitStarted(), new VisitEnded("treated"));
    }
}
