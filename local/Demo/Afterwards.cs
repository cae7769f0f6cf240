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
        var decided = await stage.Owner.Post("/decisions/vcpr", new JsonObject
        {
            ["region"] = "US-TX",
            ["species"] = "dog",
            ["service"] = "telemedicine",
            ["on"] = DateTime.UtcNow.ToString("yyyy-MM-dd"),
            ["vet"] = new JsonObject { ["id"] = stage.VetId, ["licences"] = new JsonArray(new JsonObject { ["region"] = "US-TX" }) },
        });
        story.Expect(decided["allowed"]?.GetValue<bool>() == false, "telemedicine there, without an examination in person: no");
        story.Tell("VetVisits", Why(decided));

        await Prescribe(stage, dog, visit);

        await SeeInPerson(stage, dog);
    }

    private static bool OfVisit(Said shares, string visit) => shares["shares"]?.AsArray().Any(s => s?["visitId"]?.ToString() == visit) == true;

    private static string Why(Said said)
    {
        var reason = said["reasons"]?.AsArray().FirstOrDefault();
        return $"{reason?["text"]} ({reason?["citation"]?["instrument"]}: {reason?["citation"]?["source"]})";
    }

    // A relationship that began by video does not reach to human drugs; what it reaches to is prescribed.
    private static async Task Prescribe(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        var human = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/prescriptions", Drug("Gabapentin", "capsule", "human-drug", asLabelled: false));
        story.Expect((int)human.Status == 422 && human.Code is not "invalid", $"a human drug on a relationship that began by video is refused: {human.Brief}");
        story.Tell("VetVisits", Why(human));
        var shampoo = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/prescriptions", Drug("Chlorhexidine shampoo", "shampoo", "animal-drug", asLabelled: true));
        story.Expect(shampoo.Ok, $"an animal drug as labelled is prescribed ({shampoo.Brief})");
    }

    private static JsonObject Drug(string name, string form, string product, bool asLabelled) => new()
    {
        ["drug"] = new JsonObject
        {
            ["name"] = name,
            ["ingredients"] = Stage.List(name.Split(' ')[0].ToLowerInvariant()),
            ["form"] = form,
            ["strength"] = form == "shampoo" ? "4 %" : "100 mg",
            ["route"] = form == "shampoo" ? "topical" : "oral",
            ["product"] = product,
            ["class"] = "prescription-only",
            ["antimicrobial"] = false,
            ["asLabelled"] = asLabelled,
        },
        ["dosing"] = new JsonObject { ["directions"] = "as shown on the label", ["everyHours"] = 48, ["days"] = 10 },
        ["supply"] = new JsonObject { ["quantity"] = 1, ["unit"] = "bottle", ["refills"] = 0 },
    };

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
        var clinic = await stage.Owner.Put($"/animals/{dog}/regular-clinic", new JsonObject { ["name"] = "Oak Street Clinic", ["email"] = "desk@oakstreet.example" });
        var agreed = await stage.Owner.Post($"/animals/{dog}/consents", new JsonObject { ["what"] = "share-with-clinic", ["textVersion"] = "2026-11" });
        story.Expect(clinic.Ok && agreed.Ok, $"Jo names the regular clinic, which knows nothing of this system, and agrees that it hears of visits ({clinic.Brief})");
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
        var sent = await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/shares"), said => OfVisit(said, second));
        story.Expect(OfVisit(sent, second), "and the clinic has a letter with a link that opens this visit and nothing else");
    }
}
