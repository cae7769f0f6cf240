using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Records.Letters;

[Collection(nameof(Town))]
public sealed class ClinicHttpTests(Town town)
{
    private readonly string owner = $"owner/o-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_owner_names_changes_and_forgets_the_regular_clinic()
    {
        var animal = await Animal();
        var path = $"animals/{animal}/regular-clinic";
        (await town.Send("GET", path, owner)).Is(404, "not-found");
        (await town.Send("PUT", path, owner, new { name = "Oak Street", email = "desk@clinic.example" })).Is(200);
        (await town.Send("PUT", path, owner, new { name = "Elm Street", email = "elm@clinic.example", language = "es" })).Is(200);
        var there = (await town.Send("GET", path, owner)).Is(200);
        Assert.Equal(("Elm Street", "elm@clinic.example", "es"), (there["name"], there["email"], there["language"]));
        (await town.Send("DELETE", path, owner)).Is(204);
        (await town.Send("DELETE", path, owner)).Is(204);
        (await town.Send("GET", path, owner)).Is(404);
    }

    [Fact]
    public async Task It_needs_a_name_and_an_address_and_is_nobody_elses()
    {
        var animal = await Animal();
        var path = $"animals/{animal}/regular-clinic";
        Assert.Equal(["/email", "/name"], (await town.Send("PUT", path, owner, new { })).Is(422, "invalid").Pointers.Order());
        (await town.Send("PUT", path, owner, new { name = "x", email = "not an address" })).Is(422, "invalid");
        (await town.Send("PUT", path, "owner/otto", new { name = "x", email = "x@y.example" })).Is(404, "not-found");
        (await town.Send("GET", path, "vet/dr-nobody")).Is(404, "not-found");
        (await town.Send("DELETE", path, "owner/otto")).Is(404, "not-found");
    }

    private async Task<string> Animal() => (await town.Send("POST", "animals", owner, new { name = "Misha", species = "cat" })).Is(201)["id"];
}
