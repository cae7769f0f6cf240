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
        await Telephone.Prepare(stage, dog, visit);
        var checkedIn = await stage.Owner.Post($"/animals/{dog}/visits/{visit}/check-in", new JsonObject { ["redFlags"] = new JsonArray(), ["signs"] = new JsonArray() });
        story.Expect(checkedIn.Ok, $"Jo checks in; the red flags were asked again ({checkedIn.Brief})");
        story.Expect(await Notified(stage, "visit.checked-in", visit), "Dr Amara hears that Jo is there");
        var started = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/start");
        story.Expect(started.Ok, $"Dr Amara starts the visit ({started.Brief})");
        await Telephone.Play(stage, dog, visit);
        var ended = await stage.Vet.Post($"/animals/{dog}/visits/{visit}/end", new JsonObject
        {
            ["outcome"] = "treated",
            ["notes"] = "Mild contact dermatitis of the belly. No fever, eats and drinks.",
        });
        story.Expect(ended.Ok, $"and ends it with an outcome ({ended.Brief})");
    }

    /// <summary>Long-polls the vet's notifications for one fact about one visit.</summary>
    public static async Task<bool> Notified(Stage stage, string type, string about)
    {
        bool Has(Said said) =>
            said["items"]?.AsArray().Any(n => n!["type"]!.ToString() == type && n["subject"]!.ToString().Contains(about, StringComparison.Ordinal)) == true;
        return Has(await Stage.Until(() => stage.Vet.Get("/vets/me/notifications"), Has));
    }
}
