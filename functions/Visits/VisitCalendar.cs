using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using VetVisits.Booking;

namespace VetVisits.Visits;

/// <summary>
/// A visit as an iCalendar invitation (RFC 5545, RFC 5546). The UID never changes and the SEQUENCE grows with every move, so that a calendar moves or removes
/// its entry instead of adding another. It holds no name, no complaint and no address: calendars are shared and synchronised.
/// </summary>
public static class VisitCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    public static string Of(Visit visit, BookingSettings settings)
    {
        var off = visit.Status is VisitStatus.Cancelled or VisitStatus.Stopped;
        var entry = new CalendarEvent
        {
            Uid = $"visit-{visit.Id}@vetvisits",
            Sequence = visit.Sequence,
            Status = off ? EventStatus.Cancelled : EventStatus.Confirmed,
            Summary = "Vet visit by video",
            DtStart = Utc(visit.Start),
            DtEnd = Utc(visit.End),
            DtStamp = Utc(visit.ChangedAt),
            LastModified = Utc(visit.ChangedAt),
            Transparency = off ? TransparencyType.Transparent : TransparencyType.Opaque,
            Organizer = new Organizer(settings.CalendarOrganizer) { CommonName = "VetVisits" },
        };
        if (!off)
            entry.Alarms.Add(new Alarm { Action = AlarmAction.Display, Description = "Vet visit by video", Trigger = new Trigger(Ical.Net.DataTypes.Duration.FromMinutes(-60)) });
        var calendar = new Ical.Net.Calendar { Method = off ? CalendarMethods.Cancel : CalendarMethods.Publish, ProductId = "-//VetVisits//Visits//EN" };
        calendar.Events.Add(entry);
        return new CalendarSerializer().SerializeToString(calendar) ?? throw new InvalidOperationException("A visit could not be written as a calendar entry.");
    }

    private static CalDateTime Utc(Instant moment) => new(moment.ToDateTimeUtc(), hasTime: true);
}
