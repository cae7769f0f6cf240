using System.Text.Json;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Readings;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests.Readings;

/// <summary>From a device to the vet, by the registrations of the product and the feed.</summary>
public sealed class AlarmFlowTests
{
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
        Assert.DoesNotContain("64", sent[0].Replace(alarm.Id, "", StringComparison.Ordinal).Replace(visit.Id, "", StringComparison.Ordinal).Replace(alarm.Data["readingId"], "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
