using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Local.Outreach;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Photos;
using VetVisits.Tests.Booking;
using VetVisits.Video;
using VetVisits.Visits;

namespace VetVisits.Tests.Outreach;

public sealed class MessengerTests : IAsyncLifetime
{
    private readonly Clinic clinic = new(("Outreach:App", "https://app.example"));
    private readonly TempFolder folder = new();
    private readonly TextLog texts;
    private Visit visit = Visit.None;

    public MessengerTests() => texts = new TextLog(folder.Path);

    public async Task InitializeAsync()
    {
        await clinic.Vet();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        visit = await clinic.Book("a1", Clinic.Morning + Duration.FromHours(50), "k1");
    }

    public async Task DisposeAsync()
    {
        texts.Dispose();
        folder.Dispose();
        await clinic.DisposeAsync();
    }

    [Fact]
    public async Task A_booked_visit_is_one_letter_that_names_neither_animal_nor_complaint_however_often_the_queue_gives_it()
    {
        await Owner();
        await clinic.Feed();
        var told = Assert.Single(Told());
        Assert.Equal((OwnerTemplate.VisitBooked, visit.Id), (told.Template, told.VisitId));
        for (var i = 0; i < 3; i++) await Messenger().Send(told, default);
        var letter = Assert.Single(Letters());
        Assert.Equal("Your visit is booked", letter.Subject);
        Assert.Equal("miso@owner.example", ((MailboxAddress)letter.To[0]).Address);
        Assert.StartsWith(told.Id, letter.MessageId, StringComparison.Ordinal);
        Assert.Contains("Wednesday, November 25, 10:00 AM", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains($"https://app.example/animals/a1/visits/{visit.Id}", letter.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("itch", letter.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Miso\"", letter.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_no_longer_true_is_not_sent()
    {
        await Owner();
        await clinic.Feed();
        await clinic.Happened("animal:a1", $"visit:{visit.Id}", new VisitCancelled(Side.Vet, false, Duration.FromHours(1)));
        await clinic.Feed();
        foreach (var told in Told()) await Messenger().Send(told, default);
        Assert.Equal("Your visit was cancelled", Assert.Single(Letters()).Subject);
    }

    [Fact]
    public async Task Who_cancels_is_not_told()
    {
        await Owner();
        await clinic.Happened("animal:a1", $"visit:{visit.Id}", new VisitCancelled(Side.Owner, false, Duration.FromHours(1)));
        await clinic.Feed();
        Assert.Equal([OwnerTemplate.VisitBooked], Told().Select(t => t.Template));
    }

    [Fact]
    public async Task An_owner_with_a_telephone_alone_is_sent_a_text_in_their_language()
    {
        await Owner(email: null, phone: "+34600000001", language: Language.Es, zone: "Europe/Madrid");
        await clinic.Feed();
        await Messenger().Send(Assert.Single(Told()), default);
        var text = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder.Path, "texts.jsonl")))).RootElement;
        Assert.Equal("+34600000001", text.GetProperty("to").GetString());
        Assert.StartsWith("VetVisits: Su consulta por video está reservada para el miércoles 25 de noviembre a las 11:00 (Europe/Madrid).", text.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_shows_too_little_is_asked_for_once_however_that_was_found()
    {
        await Owner();
        await clinic.Happened("animal:a1", "photo:p1", new PhotoRetake("heic-unreadable", "etag"));
        await clinic.Happened("animal:a1", "photo:p1", new PhotoRetake("heic-unreadable", "etag"));
        await clinic.Feed();
        foreach (var told in Told().Where(m => m.Template == OwnerTemplate.PhotoRetake)) await Messenger().Send(told, default);
        Assert.Equal("Please take a photo again", Assert.Single(Letters()).Subject);
    }

    [Fact]
    public async Task Until_when_to_call_back_is_never_after_the_visits_room_has_closed_and_then_nothing_is_sent()
    {
        await Owner();
        var callBack = OwnerMessage.Of(OwnerTemplate.CallBack, visit, "f3", visit.End + Duration.FromMinutes(45));
        clinic.Clock.Reset(callBack.At);
        await Messenger().Send(callBack, default);
        // The visit is at ten and takes twenty minutes; half an hour from now would be later than an hour after it.
        Assert.Contains("until Wednesday, November 25, 11:20 AM", Assert.Single(Letters()).TextBody, StringComparison.Ordinal);

        clinic.Clock.Reset(visit.End + Duration.FromMinutes(60));
        await Messenger().Send(callBack with { Id = "another" }, default);
        Assert.Single(Letters());
    }

    [Fact]
    public async Task An_owner_who_is_gone_is_written_to_no_more()
    {
        await clinic.Feed();
        await Messenger().Send(Assert.Single(Told()), default);
        Assert.Empty(Letters());
    }

    private Messenger Messenger() => new(
        clinic.Documents, clinic.Journal, new Maildir(folder.Path), texts, [], clinic.Get<OutreachSettings>(), clinic.Get<VideoSettings>(), clinic.Clock, NullLogger<Messenger>.Instance);

    private Task Owner(string? email = "miso@owner.example", string? phone = null, Language language = Language.En, string? zone = null) =>
        clinic.Documents.Write(VetVisits.Owners.Owner.At("o1"), new Owner("o1", "Ana", phone, email, "US-CA", language, ReminderChannel.None, zone), null, default);

    private List<OwnerMessage> Told() => [.. clinic.Sent.All.Where(s => s.Queue == QueueNames.OwnerMessages).Select(s => Json.Read<OwnerMessage>(s.Json))];

    private List<MimeMessage> Letters() =>
        Directory.Exists(Path.Combine(folder.Path, "mail", "new")) ? [.. Directory.GetFiles(Path.Combine(folder.Path, "mail", "new")).Select(file => MimeMessage.Load(file))] : [];
}
