using System.Net;
using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>Bruno's rash may be seen by video; he gets the soonest time. Then many want one slot, and exactly one gets it.</summary>
public static class Race
{
    private const int Rivals = 25;

    public static async Task<(string Visit, string Intake)> Play(Stage stage, string dog)
    {
        var story = stage.Story;
        story.Chapter("Bruno's rash: a video visit can help");

        var intake = await stage.Owner.Post($"/animals/{dog}/intakes", Emergency.Intake("Red spots on his belly, he licks them.", "rash-itch-mild", 48));
        story.Expect(intake.Ok && intake["telemedicineSuitable"]?.GetValue<bool>() == true, $"the answer: {intake.Word("level")}, a video visit can help");

        var openings = await Openings(stage);
        var free = openings["openings"]?.AsArray() ?? [];
        story.Expect(free.Count > 0, $"{free.Count} free times of vets licensed in California, soonest first");
        if (free.Count == 0) return ("", "");

        var quote = (await stage.Owner.Get($"/fees/quote?region={stage.Region}&service=telemedicine")).Body;
        story.Tell("VetVisits", $"it will cost {quote?["amountMinor"]} {quote?["currency"]} (minor units); nothing if the visit can only say: go in person, within {quote?["waiveWithinMinutes"]} minutes");
        var start = free[0]!["start"]!.ToString();
        var key = Guid.NewGuid().ToString();
        var booked = await stage.Owner.Post($"/animals/{dog}/visits", Visit(stage, intake.Word("intakeId"), start, quote), key);
        story.Expect(booked.Status == HttpStatusCode.Created, $"Jo books {start} ({booked.Brief})");
        var again = await stage.Owner.Post($"/animals/{dog}/visits", Visit(stage, intake.Word("intakeId"), start, quote), key);
        story.Expect(again.Word("id") == booked.Word("id"), $"the same request sent again gives the same visit ({again.Brief})");

        if (!stage.Local) return (booked.Word("id"), intake.Word("intakeId"));

        story.Chapter($"{Rivals} owners want the same time");
        var wanted = free[^1]!["start"]!.ToString();
        var rivals = await Task.WhenAll(Enumerable.Range(1, Rivals).Select(n => Rival(stage, n)));
        var answers = await Task.WhenAll(rivals.Select(r => r.Client.Post($"/animals/{r.Animal}/visits", Visit(stage, r.Intake, wanted, quote, byPhone: false))));
        var won = answers.Count(a => a.Status == HttpStatusCode.Created);
        var lost = answers.Count(a => a.Code == "slot-taken");
        story.Expect(won == 1 && lost == Rivals - 1, $"{won} has it, {lost} are told that it is taken");
        return (booked.Word("id"), intake.Word("intakeId"));
    }

    /// <summary>A booking, with the fee that the quote showed.</summary>
    public static JsonObject Visit(Stage stage, string intakeId, string start, JsonNode? quote, bool byPhone = true) => new()
    {
        ["fee"] = quote is null ? null : new JsonObject { ["amountMinor"] = quote["amountMinor"]!.DeepClone(), ["currency"] = quote["currency"]!.DeepClone() },
        ["intakeId"] = intakeId,
        ["vetId"] = stage.VetId,
        ["start"] = start,
        ["service"] = "telemedicine",
        ["reason"] = "rash on the belly",
        ["backupPhoneAgreed"] = byPhone,
    };

    // What was booked or opened a moment ago reaches the list through the feed.
    public static Task<Said> Openings(Stage stage)
    {
        var from = DateTime.UtcNow.ToString("yyyy-MM-dd");
        var to = DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd");
        return Stage.Until(
            () => stage.Owner.Get($"/openings?region={stage.Region}&species=dog&service=telemedicine&from={from}&to={to}&vetId={stage.VetId}"),
            said => said["openings"]?.AsArray().Any(o => o!["vetId"]!.ToString() == stage.VetId) == true);
    }

    private static async Task<(Client Client, string Animal, string Intake)> Rival(Stage stage, int number)
    {
        var client = await stage.AnotherOwner($"rival{number}");
        await client.Put("/owners/me", new JsonObject { ["name"] = $"Rival {number}", ["region"] = stage.Region, ["language"] = "en" });
        var animal = await client.Post("/animals", new JsonObject { ["name"] = "Rex", ["species"] = "dog", ["sex"] = "female", ["weightKg"] = 20 });
        var intake = await client.Post($"/animals/{animal.Word("id")}/intakes", Emergency.Intake("Itchy spots.", "rash-itch-mild", 24));
        return (client, animal.Word("id"), intake.Word("intakeId"));
    }
}
