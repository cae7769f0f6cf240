using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>A practice opens: a vet with a verified licence, hours around the clock, and an owner with two animals.</summary>
public static class Opening
{
    public static async Task<(string Dog, string Cat)> Play(Stage stage)
    {
        var story = stage.Story;
        story.Chapter("A practice opens its doors");

        var practice = await stage.Admin.Post("/practices", new JsonObject { ["name"] = "Hillside Animal Clinic", ["region"] = stage.Region });
        story.Expect(practice.Ok, $"the admin opens a practice ({practice.Brief})");
        var member = await stage.Admin.Post($"/practices/{practice.Word("id")}/members", new JsonObject { ["personId"] = stage.VetId, ["kind"] = "vet" });
        story.Expect(member.Ok, $"Dr Amara belongs to it ({member.Brief})");

        var profile = await stage.Vet.Put("/vets/me", new JsonObject
        {
            ["name"] = "Dr Amara Okafor",
            ["phone"] = Telephone.VetNumber,
            ["languages"] = Stage.List("en"),
            ["species"] = Stage.List("dog", "cat", "rabbit"),
            ["services"] = Stage.List("teleadvice", "teletriage", "telemedicine", "follow-up", "refill"),
        });
        story.Expect(profile.Ok, $"Dr Amara says what she offers ({profile.Brief})");
        var hours = await stage.Vet.Put("/vets/me/availability", AroundTheClock());
        story.Expect(hours.Ok, $"and when: around the clock, for this story ({hours.Brief})");

        var licence = await stage.Admin.Post($"/vets/{stage.VetId}/licences", new JsonObject
        {
            ["region"] = stage.Region,
            ["number"] = "VET-12345",
            ["validUntil"] = DateTime.UtcNow.AddYears(1).ToString("yyyy-MM-dd"),
        });
        story.Expect(licence.Ok, $"the admin saw her licence for California in the register ({licence.Brief})");

        var owner = await stage.Owner.Put("/owners/me", Owner(stage, reminders: "email"));
        story.Expect(owner.Ok, $"Jo, far from any clinic, signs up ({owner.Brief})");

        var dog = await stage.Owner.Post("/animals", new JsonObject
        {
            ["name"] = "Bruno",
            ["species"] = "dog",
            ["breed"] = "Beagle",
            ["sex"] = "male",
            ["neutered"] = true,
            ["birthDate"] = "2020-05-14",
            ["weightKg"] = 12.5,
        });
        var cat = await stage.Owner.Post("/animals", new JsonObject
        {
            ["name"] = "Miso",
            ["species"] = "cat",
            ["sex"] = "male",
            ["neutered"] = true,
            ["birthDate"] = "2021-04-01",
            ["weightKg"] = 4.2,
        });
        story.Expect(dog.Ok && cat.Ok, $"and names Bruno the beagle and Miso the cat ({dog.Brief}, {cat.Brief})");
        return (dog.Word("id"), cat.Word("id"));
    }

    public static JsonObject Owner(Stage stage, string reminders) => new()
    {
        ["name"] = "Jo Rivera",
        ["phone"] = Telephone.OwnerNumber,
        ["email"] = "jo@example.org",
        ["region"] = stage.Region,
        ["language"] = "en",
        ["reminders"] = reminders,
        ["zone"] = "America/Los_Angeles",
    };

    private static JsonObject AroundTheClock()
    {
        string[] days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        return new JsonObject
        {
            ["zone"] = "America/Los_Angeles",
            ["weekly"] = new JsonArray([.. days.Select(day => (JsonNode)new JsonObject { ["day"] = day, ["from"] = "00:00", ["to"] = "00:00" })]),
            ["exceptions"] = new JsonArray(),
            // As short as there are: whoever plays it again within half an hour still finds times that begin soon.
            ["slotMinutes"] = 5,
            ["bufferMinutes"] = 0,
            ["minimumNoticeMinutes"] = 0,
        };
    }
}
