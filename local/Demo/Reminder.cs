using System.Globalization;

namespace VetVisits.Local.Demo;

/// <summary>A later visit is reminded of by telephone: a key is pressed, and the visit is confirmed.</summary>
public static class Reminder
{
    /// <summary>What lets a story of minutes have a reminder of a day: one whose time had passed at the booking is sent, and at any hour.</summary>
    public static KeyValuePair<string, string?>[] Settings { get; } =
        [new("Reminders:AfterBookingMinutes", "-1440"), new("Reminders:QuietFrom", "00:00"), new("Reminders:QuietTo", "00:00")];

    /// <summary>Books a visit some hours ahead. The sweep finds its reminder while the story goes on.</summary>
    public static async Task<string> Book(Stage stage, string dog)
    {
        var story = stage.Story;
        story.Chapter("A later visit, and a reminder that asks");
        var wish = await stage.Owner.Put("/owners/me", Opening.Owner(stage, reminders: "call"));
        story.Expect(wish.Ok, $"Jo would rather be reminded by telephone ({wish.Brief})");
        var intake = await stage.Owner.Post($"/animals/{dog}/intakes", Emergency.Intake("A last look at the spots.", "rash-itch-mild", 60));
        var quote = (await stage.Owner.Get($"/fees/quote?region={stage.Region}&service=telemedicine")).Body;
        var start = (await Race.Openings(stage))["openings"]?.AsArray().Select(o => o!["start"]!.ToString())
            .FirstOrDefault(at => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow.AddHours(2)) ?? "";
        var booked = await stage.Owner.Post($"/animals/{dog}/visits", Race.Visit(stage, intake.Word("intakeId"), start, quote));
        story.Expect(booked.Ok, $"and books {start} for a last look ({booked.Brief})");
        return booked.Word("id");
    }

    public static async Task Play(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        story.Chapter("The telephone rings");
        var confirmed = await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/visits/{visit}"), said => said["confirmedAt"] is not null, seconds: 75);
        var heard = (await Telephone.Heard(stage, Telephone.OwnerNumber)).FirstOrDefault(words => words.Contains("Press 1 to confirm", StringComparison.Ordinal));
        story.Expect(heard is not null, "Jo is rung, and hears the time in her own zone:");
        story.Tell("telephone", heard ?? "(nothing)");
        story.Expect(confirmed["confirmedAt"] is not null, "she presses 1, and the visit is confirmed");
    }
}
