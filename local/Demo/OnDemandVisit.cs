using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>An owner wants a vet now: nobody is on duty, then two are; the first lets the offer pass, the second takes it.</summary>
public static class OnDemandVisit
{
    public static async Task Play(Stage stage)
    {
        var story = stage.Story;
        story.Chapter("A vet now, whoever is free");
        var sam = await Owner(stage, "Sam");
        var asked = await sam.Ask();
        story.Expect(asked.Status == System.Net.HttpStatusCode.Created, $"Sam asks for a visit now ({asked.Brief})");
        var visit = asked["visit"]?["id"]?.ToString() ?? "";
        story.Expect(asked["waiting"]?["vetsOnDuty"]?.GetValue<int>() == 0 && asked["waiting"]!["instead"]!.AsArray().Count == 3,
            $"and hears at once that no vet is on duty, with {string.Join(", ", asked["waiting"]?["instead"]?.AsArray().Select(o => o!["action"]) ?? [])} instead");
        var kim = await Owner(stage, "Kim");
        var second = (await kim.Ask())["visit"]?["id"]?.ToString() ?? "";

        Client[] vets = [await Vet(stage, "Ines"), await Vet(stage, "Noor")];
        story.Expect((await vets[0].Put("/vets/me/duty", new JsonObject { ["on"] = true })).Ok, "Dr Ines goes on duty");
        await Offered(vets[0], visit);
        var line = await Stage.Until(() => kim.Client.Get($"/animals/{kim.Animal}/visits/{second}/waiting"), said => said["vetsOnDuty"]?.GetValue<int>() == 1);
        story.Expect(line["place"]?.GetValue<int>() == 2 && line["expectedMinutes"] is not null, $"Kim, who came after Sam, is number {line["place"]}: {line.Word("words")}");
        story.Expect((await vets[1].Put("/vets/me/duty", new JsonObject { ["on"] = true })).Ok, "Dr Noor goes on duty too, and is offered Kim's cat");
        await Offered(vets[1], second);
        var declined = await vets[1].Post($"/waiting-room/{second}/decline");
        story.Expect(declined.Ok, $"she declines it ({declined.Brief}) and is free");
        await Cascade(stage, sam, vets, visit);
        story.Expect((await kim.Client.Post($"/animals/{kim.Animal}/visits/{second}/cancel", new JsonObject())).Ok, "Kim has gone to a clinic meanwhile, and leaves the line");
        foreach (var vet in vets) await vet.Put("/vets/me/duty", new JsonObject { ["on"] = false });
    }

    /// <summary>The first vet does not answer; the second does.</summary>
    private static async Task Cascade(Stage stage, (Client Client, string Animal, Func<Task<Said>> Ask) sam, Client[] vets, string visit)
    {
        var story = stage.Story;
        story.Tell(vets[0].Name, "does not answer; her offer runs out");
        var next = await Stage.Until(() => Watch(sam.Client, sam.Animal, visit, vets[1]), said => said["offer"]?["visitId"]?.ToString() == visit, 90);
        story.Expect(next["offer"]?["visitId"]?.ToString() == visit, $"the visit is offered to {vets[1].Name} next, until {next["offer"]?["until"]}");
        var late = await vets[0].Post($"/waiting-room/{visit}/claim");
        story.Expect(late.Code == "offered-to-another", $"{vets[0].Name} is too late: {late.Brief}");
        var taken = await vets[1].Post($"/waiting-room/{visit}/claim");
        story.Expect(taken.Word("status") == "booked", $"{vets[1].Name} takes it ({taken.Brief})");
        var told = await Stage.Until(() => sam.Client.Get($"/animals/{sam.Animal}/visits/{visit}/waiting"), said => said.Word("status") == "booked");
        story.Tell("VetVisits", $"to Sam: {told.Word("words")}");
        var checkedIn = await sam.Client.Post($"/animals/{sam.Animal}/visits/{visit}/check-in", new JsonObject { ["signs"] = new JsonArray() });
        var started = await vets[1].Post($"/animals/{sam.Animal}/visits/{visit}/start");
        story.Expect(checkedIn.Ok && started.Word("status") == "started", $"Sam checks in and the visit begins ({checkedIn.Brief}, {started.Brief})");
        var record = await sam.Client.Get($"/animals/{sam.Animal}/record");
        var history = new[] { "visit.requested", "visit.offered", "visit.offer-ended", "visit.claimed" };
        story.Expect(history.All(type => record.Text.Contains($"\"{type}\"", StringComparison.Ordinal)), $"the record keeps who was asked: {string.Join(", ", history)}");
        var ended = await vets[1].Post($"/animals/{sam.Animal}/visits/{visit}/end", new JsonObject
        {
            ["outcome"] = "see-in-person",
            ["notes"] = "To be looked at by hand.",
            ["summary"] = new JsonObject { ["assessment"] = "Itching, cause unclear", ["instructions"] = "See your practice this week.", ["urgency"] = "within-three-days" },
        });
        story.Expect(ended.Ok, $"and ends ({ended.Brief})");
    }

    /// <summary>The owner looks at the wait, which also ends an offer whose time is over; then what the vet is offered.</summary>
    private static async Task<Said> Watch(Client owner, string animal, string visit, Client vet)
    {
        await owner.Get($"/animals/{animal}/visits/{visit}/waiting");
        return await vet.Get("/vets/me/duty");
    }

    private static Task<Said> Offered(Client vet, string visit) => Stage.Until(() => vet.Get("/vets/me/duty"), said => said["offer"]?["visitId"]?.ToString() == visit);

    private static async Task<(Client Client, string Animal, Func<Task<Said>> Ask)> Owner(Stage stage, string name)
    {
        var client = await stage.AnotherOwner(name);
        await client.Put("/owners/me", new JsonObject { ["name"] = name, ["region"] = stage.Region, ["language"] = "en" });
        var animal = (await client.Post("/animals", new JsonObject { ["name"] = "Pip", ["species"] = "cat", ["sex"] = "female", ["weightKg"] = 4 })).Word("id");
        var intake = await client.Post($"/animals/{animal}/intakes", Emergency.Intake("Itchy spots.", "rash-itch-mild", 24));
        return (client, animal, () => client.Post($"/animals/{animal}/on-demand-visits", new JsonObject { ["intakeId"] = intake.Word("intakeId"), ["service"] = "teletriage" }));
    }

    private static async Task<Client> Vet(Stage stage, string name)
    {
        var vet = await stage.AnotherVet(name);
        var profile = await vet.Put("/vets/me", new JsonObject { ["name"] = name, ["languages"] = Stage.List("en"), ["species"] = Stage.List("cat", "dog"), ["services"] = Stage.List("teletriage") });
        await vet.Put("/vets/me/availability", new JsonObject { ["zone"] = "America/Los_Angeles", ["weekly"] = new JsonArray() });
        await stage.Admin.Post($"/vets/{profile.Word("id")}/licences", new JsonObject
        {
            ["region"] = stage.Region,
            ["number"] = "VET-2",
            ["validUntil"] = DateTime.UtcNow.AddYears(1).ToString("yyyy-MM-dd"),
        });
        return vet;
    }
}
