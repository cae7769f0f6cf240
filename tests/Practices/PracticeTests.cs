using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Practices;

[Collection(nameof(Town))]
public sealed class PracticeTests(Town town)
{
    [Fact]
    public async Task An_admin_opens_a_practice_and_owners_of_the_region_find_it()
    {
        var id = await Open("Harbour Vets", "US-ME");
        Assert.Contains(id, (await town.Send("GET", "practices?region=US-ME", "owner/cleo")).Is(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await town.Send("GET", "practices?region=US-VT", "owner/cleo")).Is(200).Text, StringComparison.Ordinal);
        (await town.Send("GET", "practices?region=Maine", "owner/cleo")).Is(422, "invalid");
        Assert.Equal("Harbour Vets", (await town.Send("GET", $"practices/{id}", "owner/cleo")).Is(200)["name"]);
    }

    [Fact]
    public async Task The_practices_own_admin_adds_and_removes_members_and_nobody_else_does()
    {
        var id = await Open("Hill Vets", "US-VT");
        (await town.Send("POST", $"practices/{id}/members", "vet/dr-hill", new { personId = "dr-hill", kind = "vet", admin = true })).Is(404);
        (await town.Send("POST", $"practices/{id}/members", "admin/root", new { personId = "dr-hill", kind = "vet", admin = true })).Is(201);
        (await town.Send("POST", $"practices/{id}/members", "vet/dr-hill", new { personId = "nina", kind = "staff" })).Is(201);
        (await town.Send("POST", $"practices/{id}/members", "staff/nina", new { personId = "friend", kind = "staff" })).Is(404);
        (await town.Send("GET", $"practices/{id}/members", "vet/stranger")).Is(404);
        Assert.Equal(2, (await town.Send("GET", $"practices/{id}/members", "staff/nina")).Is(200).Json.GetProperty("members").GetArrayLength());
        (await town.Send("DELETE", $"practices/{id}/members/nina", "staff/nina")).Is(404);
        (await town.Send("DELETE", $"practices/{id}/members/nina", "vet/dr-hill")).Is(204);
        (await town.Send("GET", $"practices/{id}/members", "staff/nina")).Is(404);
    }

    [Fact]
    public async Task Nobody_becomes_a_vet_of_a_practice_by_way_of_its_staff()
    {
        var id = await Open("Cape Vets", "US-CT");
        (await town.Send("POST", $"practices/{id}/members", "admin/root", new { personId = "dr-cape", kind = "vet", admin = true })).Is(201);
        // Any id can be added as staff, also that of a vet who works elsewhere; as a vet, that person's patients would lie open to this practice.
        (await town.Send("POST", $"practices/{id}/members", "vet/dr-cape", new { personId = "dr-elsewhere", kind = "staff" })).Is(201);
        (await town.Send("POST", $"practices/{id}/members", "vet/dr-cape", new { personId = "dr-elsewhere", kind = "vet" })).Is(403, "vets-by-admin");
        (await town.Send("POST", $"practices/{id}/members", "vet/dr-cape", new { personId = "dr-cape", kind = "vet", admin = false })).Is(201);
    }

    [Fact]
    public async Task A_late_repeat_does_not_bring_back_who_has_left()
    {
        var id = await Open("Lake Vets", "US-NH");
        var nina = new { personId = "nina", kind = "staff" };
        for (var i = 0; i < 10; i++) (await town.Send("POST", $"practices/{id}/members", "admin/root", nina, ("Idempotency-Key", $"add-{id}"))).Is(201);
        (await town.Send("DELETE", $"practices/{id}/members/nina", "admin/root")).Is(204);
        (await town.Send("POST", $"practices/{id}/members", "admin/root", nina, ("Idempotency-Key", $"add-{id}"))).Is(201);
        Assert.Equal(0, (await town.Send("GET", $"practices/{id}/members", "admin/root")).Json.GetProperty("members").GetArrayLength());
        (await town.Send("POST", $"practices/{id}/members", "admin/root", new { personId = "otto", kind = "staff" }, ("Idempotency-Key", $"add-{id}"))).Is(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task The_practice_of_record_sees_the_animal()
    {
        var id = await Open("Bay Vets", "US-RI");
        (await town.Send("POST", $"practices/{id}/members", "admin/root", new { personId = "dr-bay", kind = "vet" })).Is(201);
        var animal = (await town.Send("POST", "animals", "owner/cleo", new { name = "Rex", species = "dog", practiceId = id })).Is(201)["id"];
        (await town.Send("GET", $"animals/{animal}", "vet/dr-bay")).Is(200);
        (await town.Send("GET", $"animals/{animal}", "vet/dr-other")).Is(404);
        (await town.Send("PUT", $"animals/{animal}", "owner/cleo", new { name = "Rex", species = "dog" })).Is(200);
        (await town.Send("GET", $"animals/{animal}", "vet/dr-bay")).Is(404);
    }

    private async Task<string> Open(string name, string region) =>
        (await town.Send("POST", "practices", "admin/root", new { name, region })).Is(201)["id"];
}
