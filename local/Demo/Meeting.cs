using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>The vet hears of the visit, the owner checks in, they meet, and a plan remains.</summary>
public static class Meeting
{
    public static async Task Play(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        story.Chapter("The visit");

        var heard = await Notified(stage, "visit.booked", visit);
        story.Expect(heard, "Dr Amara finds visit.booked in her notifications");
        await Photographs.Play(stage, dog, visit);
        story.Chapter("The waiting, the picture, the telephone");
        if (stage.Local) await Telephone.Prepare(stage, dog, visit);
        var checkedIn = await stage.Owner.Post($"/animals/{dog}/visits/{visit}/check-in", new JsonObject
        {
            ["signs"] = new JsonArray(),
            ["safety"] = new JsonObject { ["driving"] = false, ["animalHere"] = true, ["region"] = stage.Region, ["callBackNumberRight"] = true },
        });
        story.Expect(checkedIn.Ok, $"Jo checks in: no red flag, not driving, the dog beside her, the number to call back is right ({checkedIn.Brief})");
        story.Expect(await Notified(stage, "visit.checked-in", visit), "Dr Amara hears that Jo is there");
        var started = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/start");
        story.Expect(started.Ok, $"Dr Amara starts the visit ({started.Brief})");
        if (stage.Local) await Telephone.Play(stage, dog, visit);
        await Examine(stage, dog, visit);
        await Close(stage, dog, visit);
    }

    // The owner's hands, the vet's eyes.
    private static async Task Examine(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        var sent = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/home-examination", new JsonObject
        {
            ["steps"] = new JsonArray(new JsonObject { ["stepId"] = "gum-colour" }, new JsonObject { ["stepId"] = "breathing-count" }),
        });
        story.Expect(sent.Ok, $"Dr Amara asks Jo to look at the gums and to count breaths ({sent.Brief})");
        var steps = (await stage.Owner.Get($"/animals/{dog}/visits/{visit}/care"))["steps"]?.AsArray() ?? [];
        foreach (var step in steps)
        {
            var finding = step!["stepId"]!.ToString() == "gum-colour" ? new JsonObject { ["choice"] = "pink" } : new JsonObject { ["number"] = 22 };
            var found = await stage.Owner.Post($"/animals/{dog}/visits/{visit}/home-examination/{step["sendId"]}", finding);
            story.Expect(found.Ok, $"Jo reports {step["stepId"]}: {finding.First().Value} ({found.Brief})");
        }
    }

    private static async Task Close(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        var end = new JsonObject
        {
            ["outcome"] = "treated",
            ["notes"] = "Mild contact dermatitis of the belly. No fever, eats and drinks.",
            ["summary"] = new JsonObject
            {
                ["assessment"] = "Contact dermatitis, mild",
                ["differential"] = Stage.List("contact dermatitis", "flea allergy"),
                ["instructions"] = "Rinse the belly with lukewarm water after walks and stop him from licking.",
                ["plan"] = new JsonObject
                {
                    ["steps"] = Stage.List("rinse the belly after walks", "soft collar for three days"),
                    ["watch"] = new JsonArray(new JsonObject { ["what"] = "the spots spread or weep", ["then"] = "book again the same day" }),
                    ["followUpOn"] = DateTime.UtcNow.AddDays(7).ToString("yyyy-MM-dd"),
                },
            },
        };
        var tooEarly = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/end", (JsonObject)end.DeepClone());
        story.Expect(tooEarly.Code == "vcpr-steps-missing", $"California lets this video visit begin the relationship, but only step by step: {tooEarly.Brief}");
        var confirmed = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/relationship", new JsonObject { ["confirmed"] = tooEarly["confirm"]?.DeepClone() });
        story.Expect(confirmed.Ok, $"Dr Amara confirms {string.Join(", ", tooEarly["confirm"]?.AsArray().Select(c => c!.ToString()) ?? [])} ({confirmed.Brief})");
        var ended = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/end", end);
        story.Expect(ended.Ok, $"and ends it with an outcome, an assessment and a plan ({ended.Brief})");
        var fee = await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/visits/{visit}/fee"), said => said["kind"] is not null);
        story.Expect(fee.Word("kind") is "charged" or "free", $"the fee follows from the outcome: {fee.Word("kind")}, {fee.Word("owed")} {fee.Word("currency")}");
    }

    /// <summary>Long-polls the vet's notifications for one fact about one visit.</summary>
    public static async Task<bool> Notified(Stage stage, string type, string about)
    {
        bool Has(Said said) =>
            said["items"]?.AsArray().Any(n => n!["type"]!.ToString() == type && n["subject"]!.ToString().Contains(about, StringComparison.Ordinal)) == true;
        return Has(await Stage.Until(() => stage.Vet.Get("/vets/me/notifications"), Has));
    }
}
