using System.Text.Json;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Outreach;
using VetVisits.Owners;
using VetVisits.Readings;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests.Readings;

/// <summary>From a device to the vet, by the registrations of the product and the feed.</summary>
public sealed class AlarmFlowTests
{
    private static readonly Owner Phoned = new("o1", "Jo", "+15550100002", "jo@example.org", "US-CA", Language.En, ReminderChannel.Email, null);

    [Fact]
    public async Task An_owner_who_measured_is_answered_and_not_written_to_and_one_whose_animal_no_vet_follows_is()
    {
        await using var clinic = new Clinic();
        await clinic.Animal("a1");
        var row = JsonSerializer.SerializeToElement(new { kind = "respiratory-rate", value = 64, at = Clinic.Morning.ToString() });
        var own = await clinic.Get<ReadingDesk>().Take(Clinic.Owner(), "a1", new([row]), new Asked("owner:o1", "one"), default);
        Assert.Equal((false, true), (own.VetTold, own.Advice.Count > 0));
        await clinic.Feed();
        Assert.Empty(clinic.Sent.All);

        clinic.Clock.AdvanceHours(2);
        await clinic.Get<ReadingDesk>().Take(new(Role.Device, "mat", "a1"), "a1", new([row]), new Asked("device:mat", "two"), default);
        await clinic.Feed();
        Assert.Equal(QueueNames.OwnerMessages, Assert.Single(clinic.Sent.All).Queue);
    }

    [Fact]
    public async Task A_devices_alarm_reaches_the_inbox_and_the_queue_of_the_vet_who_is_booked_once()
    {
        await using var clinic = new Clinic();
        await clinic.Animal("a1");
        await clinic.Intake("a1");
        await clinic.Vet();
        var visit = await clinic.Book("a1", Clinic.Morning + Duration.FromHours(24 + 2), "k1");
        await clinic.Feed();

        var row = JsonSerializer.SerializeToElement(new { kind = "respiratory-rate", value = 64, at = Clinic.Morning.ToString() });
        var device = new Caller(Role.Device, "mat", "a1");
        for (var again = 0; again < 2; again++)
        {
            var answer = await clinic.Get<ReadingDesk>().Take(device, "a1", new([row]), new Asked(device.By, "one"), default);
            Assert.True(answer.VetTold);
        }
        // The feed may bring a commit twice.
        var commit = clinic.Journal.Fed.Single(c => c.Stream.StartsWith("readings:", StringComparison.Ordinal));
        clinic.Journal.Fed.Enqueue(commit);
        await clinic.Feed();

        var inbox = new List<InboxEntry>();
        await foreach (var entry in clinic.Get<Inbox>().From("vet1", Clinic.Morning - Duration.FromHours(1), default)) inbox.Add(entry);
        var alarm = Assert.Single(inbox, e => e.Fact.Type == "reading.alarm").Fact;
        Assert.Equal($"animals/a1/visits/{visit.Id}", alarm.Subject);
        Assert.Equal("emergency", alarm.Data["level"]);
        var sent = clinic.Sent.All.Where(m => m.Queue == QueueNames.VetNotifications && m.Json.Contains("reading.alarm", StringComparison.Ordinal)).Select(m => m.Json).ToList();
        Assert.Single(sent.Distinct());
        var told = clinic.Sent.All.Where(m => m.Queue == QueueNames.OwnerMessages && m.Json.Contains("reading-alarm", StringComparison.Ordinal)).Select(m => Json.Read<OwnerMessage>(m.Json)).Distinct();
        Assert.Equal(("o1", "a1", MessageChannel.Text), Assert.Single(told) is var one ? (one.OwnerId, one.AnimalId, Messenger.ChannelOf(one, Phoned)!.Value) : default);
        Assert.DoesNotContain("64", sent[0].Replace(alarm.Id, "", StringComparison.Ordinal).Replace(visit.Id, "", StringComparison.Ordinal).Replace(alarm.Data["readingId"], "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
