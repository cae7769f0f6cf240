using NodaTime;
using NodaTime.Text;

namespace VetVisits.Outreach;

/// <summary>The settings of sections <c>Outreach</c> and <c>Reminders</c>.</summary>
public sealed record OutreachSettings
{
    /// <summary><c>Outreach:App</c>: the address of the owners' app, whose links messages carry; without it they carry none.</summary>
    public Uri? App { get; init; }

    /// <summary><c>Outreach:CallBackMinutes</c>: how long after a failed call the owner can go on by phone.</summary>
    public Duration CallBack { get; init; } = Duration.FromMinutes(30);

    /// <summary><c>Reminders:LeadMinutes</c>: how long before a visit its owner is reminded, such as <c>1440,60</c>; the longest first.</summary>
    public IReadOnlyList<Duration> Leads { get; init; } = [Duration.FromHours(24), Duration.FromHours(1)];

    /// <summary>
    /// <c>Reminders:AfterBookingMinutes</c>: a booking says its time itself, so a reminder that would be due sooner than this after it is not sent; below zero, one whose time had passed by then is.
    /// </summary>
    public Duration AfterBooking { get; init; } = Duration.FromMinutes(30);

    /// <summary><c>Reminders:QuietFrom</c> and <c>Reminders:QuietTo</c>, in the owner's zone: nobody's telephone rings then.</summary>
    public QuietHours Quiet { get; init; } = new(new(21, 0), new(8, 0));

    public Uri? LinkTo(OwnerTemplate template, string animalId, string? visitId) => (App, visitId, template) switch
    {
        (null, _, _) => null,
        (_, null, _) => new Uri(App, $"animals/{animalId}"),
        (_, _, OwnerTemplate.RescheduleLink) => new Uri(App, $"animals/{animalId}/visits/{visitId}/reschedule"),
        _ => new Uri(App, $"animals/{animalId}/visits/{visitId}"),
    };

    public static OutreachSettings From(IConfiguration settings)
    {
        var usual = new OutreachSettings();
        return new()
        {
            App = settings["Outreach:App"] is { Length: > 0 } app ? new Uri(app.TrimEnd('/') + "/", UriKind.Absolute) : null,
            CallBack = Duration.FromMinutes(settings.GetValue("Outreach:CallBackMinutes", 30)),
            Leads = settings["Reminders:LeadMinutes"] is { Length: > 0 } leads ? [.. leads.Split(',').Select(MinutesOf).OrderDescending()] : usual.Leads,
            AfterBooking = Duration.FromMinutes(settings.GetValue("Reminders:AfterBookingMinutes", 30)),
            Quiet = new(TimeOf(settings["Reminders:QuietFrom"]) ?? usual.Quiet.From, TimeOf(settings["Reminders:QuietTo"]) ?? usual.Quiet.To),
        };
    }

    private static Duration MinutesOf(string text) =>
        int.TryParse(text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var minutes) && minutes > 0
            ? Duration.FromMinutes(minutes)
            : throw new InvalidOperationException("The setting Reminders:LeadMinutes is minutes with commas between, such as 1440,60.");

    private static LocalTime? TimeOf(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text) is { Success: true } time ? time.Value
        : throw new InvalidOperationException("The settings Reminders:QuietFrom and Reminders:QuietTo are times such as 21:00.");
}

/// <summary>The hours in which nobody is rung or sent a text, on the clock of the person's own zone. Equal ends: there are none.</summary>
public readonly record struct QuietHours(LocalTime From, LocalTime To)
{
    public bool Covers(Instant at, DateTimeZone zone)
    {
        var time = at.InZone(zone).TimeOfDay;
        return From <= To ? time >= From && time < To : time >= From || time < To;
    }

    /// <summary>When the quiet that covers this moment ends.</summary>
    public Instant EndAfter(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        return zone.AtLeniently((local.TimeOfDay < To ? local.Date : local.Date.PlusDays(1)) + To).ToInstant();
    }

    /// <summary>When the quiet that covers this moment began.</summary>
    public Instant BeginBefore(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        return zone.AtLeniently((local.TimeOfDay >= From ? local.Date : local.Date.PlusDays(-1)) + From).ToInstant();
    }

    /// <summary>The moment itself; in quiet hours their end, or, where that would be too late, a quarter of an hour before they begin.</summary>
    public Instant Around(Instant at, Instant latest, DateTimeZone zone) =>
        !Covers(at, zone) ? at
        : EndAfter(at, zone) is var end && end <= latest ? end
        : BeginBefore(at, zone) - Duration.FromMinutes(15);
}
