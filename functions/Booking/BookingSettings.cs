using NodaTime;

namespace VetVisits.Booking;

/// <summary>The settings of section <c>Booking</c>.</summary>
public sealed record BookingSettings
{
    /// <summary><c>HoldSeconds</c>: how long a time is kept for a visit that is just being booked.</summary>
    public Duration HoldFor { get; init; } = Duration.FromSeconds(60);

    /// <summary><c>HorizonDays</c>: how far ahead openings are shown and visits booked.</summary>
    public int HorizonDays { get; init; } = 28;

    /// <summary><c>CheckInMinutes</c>: how long before its start a visit can be checked in to and started.</summary>
    public Duration CheckInOpens { get; init; } = Duration.FromMinutes(30);

    /// <summary><c>LateMinutes</c>: after the start, when the other side hears that somebody is late.</summary>
    public Duration LateAfter { get; init; } = Duration.FromMinutes(5);

    /// <summary><c>GraceMinutes</c>: after the start, when a visit that nobody began is missed.</summary>
    public Duration Grace { get; init; } = Duration.FromMinutes(15);

    /// <summary><c>LateCancelMinutes</c>: before the start, from when on a cancellation counts as late.</summary>
    public Duration LateCancel { get; init; } = Duration.FromHours(4);

    /// <summary><c>CalendarOrganizer</c>: the address that invitations name as organizer.</summary>
    public string CalendarOrganizer { get; init; } = "mailto:visits@vetvisits.invalid";

    public static BookingSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Booking");
        var usual = new BookingSettings();
        return new()
        {
            HoldFor = section.GetValue<int?>("HoldSeconds") is { } hold ? Duration.FromSeconds(AtLeast(1, hold)) : usual.HoldFor,
            HorizonDays = AtLeast(1, section.GetValue<int?>("HorizonDays") ?? usual.HorizonDays),
            CheckInOpens = Minutes(section, "CheckInMinutes", usual.CheckInOpens),
            LateAfter = Minutes(section, "LateMinutes", usual.LateAfter),
            Grace = Minutes(section, "GraceMinutes", usual.Grace),
            LateCancel = Minutes(section, "LateCancelMinutes", usual.LateCancel),
            CalendarOrganizer = section["CalendarOrganizer"] ?? usual.CalendarOrganizer,
        };
    }

    private static Duration Minutes(IConfiguration section, string name, Duration usual) =>
        section.GetValue<int?>(name) is { } minutes ? Duration.FromMinutes(AtLeast(0, minutes)) : usual;

    private static int AtLeast(int least, int value) =>
        value >= least ? value : throw new InvalidOperationException($"A number in the settings of section Booking is {value}; it must be at least {least}.");
}
