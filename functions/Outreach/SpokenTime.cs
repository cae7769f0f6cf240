using NodaTime;
using NodaTime.Text;

namespace VetVisits.Outreach;

/// <summary>A moment as people write it, in their zone and language, with the zone's name: nobody should come an hour late for having travelled.</summary>
public static class SpokenTime
{
    private static readonly string[] SpanishDays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];

    private static readonly string[] SpanishMonths =
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    private static readonly LocalDateTimePattern English = LocalDateTimePattern.CreateWithInvariantCulture("dddd, MMMM d, h:mm tt");
    private static readonly LocalTimePattern Hour = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    public static string Of(Instant at, DateTimeZone zone, Language language)
    {
        var local = at.InZone(zone).LocalDateTime;
        return language == Language.Es
            ? $"{SpanishDays[(int)local.DayOfWeek - 1]} {local.Day} de {SpanishMonths[local.Month - 1]} a las {Hour.Format(local.TimeOfDay)} ({zone.Id})"
            : $"{English.Format(local)} ({zone.Id})";
    }

    /// <summary>The owner's own zone, else the visit's, else UTC.</summary>
    public static DateTimeZone ZoneOf(string? owners, string? visits) => Known(owners) ?? Known(visits) ?? DateTimeZone.Utc;

    private static DateTimeZone? Known(string? zone) => string.IsNullOrEmpty(zone) ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone);
}
