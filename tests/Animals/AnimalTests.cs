using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Animals;

[Collection(nameof(Town))]
public sealed class AnimalTests(Town town)
{
    private static readonly object Misha = new
    {
        name = "Misha",
        species = "cat",
        breed = "Maine Coon",
        sex = "male",
        neutered = true,
        birthDate = "2021-04-01",
        weightKg = 4.2,
        conditions = new[] { "diabetes" },
    };

    [Fact]
    public async Task The_same_command_ten_times_makes_one_animal_and_gives_one_answer()
    {
        var answers = new List<Heard>();
        for (var i = 0; i < 10; i++) answers.Add((await town.Send("POST", "animals", "owner/bea-1", Misha, ("Idempotency-Key", "misha"))).Is(201));
        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Single(answers.Select(a => a.Location).Distinct());
        Assert.Equal(1, (await town.Send("GET", "animals", "owner/bea-1")).Json.GetProperty("animals").GetArrayLength());
    }

    [Fact]
    public async Task The_same_key_at_once_from_ten_clients_makes_one_animal()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => town.Send("POST", "animals", "owner/bea-2", Misha, ("Idempotency-Key", "misha"))));
        Assert.Single(answers.Select(a => a.Is(201)["id"]).Distinct());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_422_and_changes_nothing()
    {
        (await town.Send("POST", "animals", "owner/bea-3", Misha, ("Idempotency-Key", "k"))).Is(201);
        var before = town.Rows();
        (await town.Send("POST", "animals", "owner/bea-3", new { name = "Rex", species = "dog" }, ("Idempotency-Key", "k"))).Is(422, "idempotency-key-reused");
        Assert.Equal(before, town.Rows());
    }

    [Fact]
    public async Task Another_owners_key_is_another_command()
    {
        var one = (await town.Send("POST", "animals", "owner/bea-4", Misha, ("Idempotency-Key", "k"))).Is(201);
        var other = (await town.Send("POST", "animals", "owner/bea-5", Misha, ("Idempotency-Key", "k"))).Is(201);
        Assert.NotEqual(one["id"], other["id"]);
    }

    [Fact]
    public async Task A_change_needs_the_ETag_it_was_read_with_where_it_names_one()
    {
        var id = (await town.Send("POST", "animals", "owner/bea-6", Misha)).Is(201)["id"];
        var read = (await town.Send("GET", $"animals/{id}", "owner/bea-6")).Is(200);
        var changed = (await town.Send("PUT", $"animals/{id}", "owner/bea-6", new { name = "Misha", species = "cat", weightKg = 4.6 }, ("If-Match", read.ETag!))).Is(200);
        Assert.Equal("4.6", changed["weightKg"]);
        (await town.Send("PUT", $"animals/{id}", "owner/bea-6", Misha, ("If-Match", read.ETag!))).Is(412, "changed-since");
    }

    [Fact]
    public async Task A_cat_never_becomes_a_dog()
    {
        var id = (await town.Send("POST", "animals", "owner/bea-7", Misha)).Is(201)["id"];
        (await town.Send("PUT", $"animals/{id}", "owner/bea-7", new { name = "Misha", species = "dog" })).Is(422, "species-fixed");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var no = await town.Send("POST", "animals", "owner/bea-8", new
        {
            name = "",
            species = "dragon",
            birthDate = "2999-01-01",
            weightKg = -1,
            conditions = new[] { "" },
            practiceId = "nowhere",
        });
        Assert.Equal(["/birthDate", "/conditions/0", "/name", "/practiceId", "/species", "/weightKg"], no.Is(422, "invalid").Pointers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Words_that_JSON_cannot_be_read_as_are_400()
    {
        (await town.Send("POST", "animals", "owner/bea-9", new { name = "X", species = "cat", sex = "tom" })).Is(400, "malformed-json");
        (await town.Send("POST", "animals", "owner/bea-9", new { name = "X", species = "cat", birthDate = "2021-02-30" })).Is(400, "malformed-json");
        (await town.Send("POST", "animals", "owner/bea-9", new { name = "X", species = "cat", conditions = new string?[] { null } })).Is(422, "invalid");
    }
}
