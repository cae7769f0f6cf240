using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>What the law says, a visit that could only say "go in person" and costs nothing.</summary>
public static class Afterwards
{
    public static async Task Play(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        story.Chapter("Inside the law, and fair");

        var rules = await stage.Owner.Get("/rules/US-TX");
        story.Expect(rules.Ok, $"the rules of a region are a page for anybody to read: Texas ({rules.Brief})");
        var decided = await stage.Owner.Post("/decisions/vcpr", new JsonObject { ["region"] = "US-TX", ["species"] = "dog", ["service"] = "telemedicine" });
        story.Expect(decided.Ok, $"telemedicine there without an examination in person: {decided.Brief}");

        await SeeInPerson(stage, dog);
    }

    private static async Task SeeInPerson(Stage stage, string dog)
    {
        var story = stage.Story;
        var intake = await stage.Owner.Post($"/animals/{dog}/intakes", Emergency.Intake("Now he shakes his head and scratches one ear.", "ear-scratching", 30));
        var openings = await Race.Openings(stage);
        var quote = (await stage.Owner.Get($"/fees/quote?region={stage.Region}&service=telemedicine")).Body;
        var start = openings["openings"]?.AsArray().FirstOrDefault()?["start"]?.ToString() ?? "";
        var booked = await stage.Owner.Post($"/animals/{dog}/visits", Race.Visit(stage, intake.Word("intakeId"), start, quote));
        var second = booked.Word("id");
        story.Expect(booked.Ok, $"days later Jo books again, for an ear ({booked.Brief})");
        await stage.Owner.Post($"/animals/{dog}/visits/{second}/check-in", new JsonObject { ["signs"] = new JsonArray() });
        await stage.Vet.Post($"/animals/{dog}/visits/{second}/start");
        var ended = await stage.Vet.Post($"/animals/{dog}/visits/{second}/end", new JsonObject
        {
            ["outcome"] = "see-in-person",
            ["notes"] = "The ear canal has to be looked into.",
            ["summary"] = new JsonObject { ["urgency"] = "within-three-days", ["instructions"] = "Please have the ear looked at within three days." },
        });
        story.Expect(ended.Ok, $"Dr Amara can only say: have it looked at in person ({ended.Brief})");
        var fee = await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/visits/{second}/fee"), said => said["kind"] is not null);
        story.Expect(fee.Word("kind") is "waived" or "free" && fee.Word("owed") == "0", $"so the fee is {fee.Word("kind")}: {fee.Word("reason")}");
    }
}
