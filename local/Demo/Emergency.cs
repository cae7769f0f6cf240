using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>A male cat that strains: go now, nothing to book, nothing to pay, and a milder second story does not open the door.</summary>
public static class Emergency
{
    public static async Task Play(Stage stage, string cat)
    {
        var story = stage.Story;
        story.Chapter("Miso strains in the litter box: an emergency is turned away, to where it is helped");

        var intake = await stage.Owner.Post($"/animals/{cat}/intakes", Intake("He goes in and out of the box and nothing comes.", "straining-no-urine", 6));
        story.Expect(intake.Ok && intake.Word("level") is "immediate" or "emergency", $"the answer at once: {intake.Word("level")}");
        story.Tell("VetVisits", intake.Word("ownerText"));
        var reason = intake["reasons"]?[0];
        story.Tell("VetVisits", $"why: {reason?["advice"]} ({reason?["sources"]?[0]})");
        story.Expect(intake["next"]?[0]?["action"]?.ToString() == "go-in-person", "the first thing to do is to go in person");

        var refused = await Book(stage, cat, intake.Word("intakeId"));
        story.Expect(refused.Code == "emergency", $"a booking is refused: {refused.Brief}");

        var milder = await stage.Owner.Post($"/animals/{cat}/intakes", Intake("Actually, he only scratches his ear.", "ear-scratching", 24));
        story.Expect(milder.Ok && milder.Word("level") is not "emergency", $"a second, milder intake is answered for itself: {milder.Word("level")}");
        var still = await Book(stage, cat, milder.Word("intakeId"));
        story.Expect(still.Code == "emergency", $"but it does not open the door: {still.Brief}");
    }

    public static JsonObject Intake(string complaint, string sign, double hours) => new()
    {
        ["complaint"] = complaint,
        ["region"] = "US-CA",
        ["consent"] = new JsonObject { ["textVersion"] = "2026-11" },
        ["questions"] = Stage.List("Can it wait until Monday?"),
        ["signs"] = new JsonArray(new JsonObject { ["id"] = sign, ["durationHours"] = hours }),
    };

    private static Task<Said> Book(Stage stage, string animal, string intakeId) => stage.Owner.Post($"/animals/{animal}/visits", new JsonObject
    {
        ["intakeId"] = intakeId,
        ["vetId"] = stage.VetId,
        ["start"] = DateTime.UtcNow.Date.AddDays(1).AddHours(18).ToString("yyyy-MM-ddTHH:mm:ssZ"),
        ["service"] = "telemedicine",
    });
}
