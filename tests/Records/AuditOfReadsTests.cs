using Microsoft.AspNetCore.Http;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Records;
using VetVisits.Tests.EndToEnd;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Records;

/// <summary>Who read a visit, a photo, readings: the owner sees it, and a client that polls costs one small document a day.</summary>
[Collection(nameof(Town))]
public sealed class AuditOfReadsTests(Town town)
{
    private readonly string owner = $"owner/o-{Guid.NewGuid():N}";
    private readonly string vet = $"vet/dr-{Guid.NewGuid():N}";

    [Fact]
    public async Task What_a_vet_reads_is_seen_by_the_owner_once_a_day_whatever_it_is()
    {
        var animal = await Seen();
        var before = town.Rows();
        string[] paths = ["", "/readings", "/photos", "/prescriptions", "/examinations", "/readings/trend?kind=weight", "/consents"];
        foreach (var _ in Enumerable.Range(0, 5))
            foreach (var path in paths)
                Assert.InRange((await town.Send("GET", $"animals/{animal}{path}", vet)).Status, 200, 299);

        var after = town.Rows();
        Assert.Equal((0, paths.Length), (after.Commits - before.Commits, after.Documents - before.Documents));
        var reads = await Reads(animal);
        Assert.Superset(new HashSet<string> { "animal", "readings", "photos", "prescriptions", "examinations", "readings/trend", "consents" }, reads.Select(r => r.What).ToHashSet());
        Assert.All(reads.Where(r => r.What != "shared-record"), r => Assert.Equal((vet.Replace('/', ':'), "127.0.0.0/24"), (r.By, r.From)));
        Assert.Single(reads, r => r.What == "readings");
    }

    [Fact]
    public async Task What_was_not_found_and_what_the_owner_reads_is_no_look()
    {
        var animal = await Seen();
        var before = town.Rows().Documents;
        (await town.Send("GET", $"animals/{animal}/photos/none", vet)).Is(404);
        (await town.Send("GET", $"animals/{animal}/readings", "vet/dr-stranger")).Is(404);
        (await town.Send("GET", $"animals/{animal}/readings", owner)).Is(200);
        Assert.Equal(before, town.Rows().Documents);
        Assert.DoesNotContain(await Reads(animal), r => r.What.StartsWith("photos/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_change_says_from_where_its_maker_came_that_day()
    {
        var animal = await Seen();
        var before = town.Rows();
        foreach (var kg in (double[])[4.1, 4.2, 4.3])
            (await town.Send("POST", $"animals/{animal}/readings", owner, new { kind = "weight", value = kg, unit = "kg", at = DateTime.UtcNow.AddMinutes(-kg).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") })).Is(201);
        (await town.Send("POST", $"animals/{animal}/readings", "owner/otto", new { })).Is(404);

        // The first change of the day was the share; the readings cost no document more.
        Assert.Equal((3, 0), (town.Rows().Commits - before.Commits, town.Rows().Documents - before.Documents));
        var entries = (await town.Send("GET", $"animals/{animal}/audit", owner)).Is(200).Json.GetProperty("entries").EnumerateArray().ToList();
        var changes = entries.Where(e => e.GetProperty("action").GetString() == "change").ToList();
        Assert.Contains(changes, c => c.GetProperty("what")[0].GetString() == "readings.taken");
        Assert.All(changes, c => Assert.Equal((owner.Replace('/', ':'), "127.0.0.0/24"), (c.GetProperty("by").GetString(), c.GetProperty("from").GetString())));
        Assert.DoesNotContain(entries, e => e.GetProperty("what")[0].GetString() == Look.Changes);
    }

    [Fact]
    public async Task Each_look_at_the_whole_record_is_written()
    {
        var animal = await Seen();
        foreach (var _ in Enumerable.Range(0, 3)) (await town.Send("GET", $"animals/{animal}/record", vet)).Is(200);
        Assert.Equal(3, (await Reads(animal)).Count(r => r.What == "record"));
    }

    [Fact]
    public async Task A_process_that_knows_nothing_yet_writes_nothing_twice()
    {
        await using var clinic = new VetVisits.Tests.Booking.Clinic();
        var request = Request("a1", "/api/animals/a1/visits/v1/care");
        foreach (var _ in Enumerable.Range(0, 3)) await new Audit(clinic.Documents, clinic.Get<AuditSettings>(), clinic.Clock).Saw(request, default);
        Assert.Equal(["visits/v1/care"], await Looks(clinic));

        // The next day is another look, also for the process that remembers.
        var audit = clinic.Get<Audit>();
        await audit.Saw(request, default);
        clinic.Clock.AdvanceHours(24);
        foreach (var _ in Enumerable.Range(0, 3)) await audit.Saw(request, default);
        Assert.Equal(2, (await Looks(clinic)).Count);
    }

    [Theory]
    [InlineData("/api/animals/a1", "animal")]
    [InlineData("/api/animals/a1/", "animal")]
    [InlineData("/api/animals/a1/visits/v1", "visits/v1")]
    [InlineData("/api/animals/a1/readings/chart.svg", "readings/chart.svg")]
    public void A_look_names_the_thing_below_the_animal(string path, string thing) => Assert.Equal(thing, Audit.Thing(path, "a1"));

    private static HttpRequest Request(string animalId, string path)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path) = ("GET", path);
        request.RouteValues["animalId"] = animalId;
        request.HttpContext.Items[typeof(Caller)] = new Caller(Role.Vet, "vet1");
        return request;
    }

    private static async Task<List<string>> Looks(VetVisits.Tests.Booking.Clinic clinic)
    {
        var looks = new List<string>();
        await foreach (var (_, look) in clinic.Documents.List<Look>(Look.PartitionOf("a1"), IdRange.All, default)) looks.Add(look.Document.What);
        return looks;
    }

    private async Task<List<(string What, string By, string? From)>> Reads(string animal) =>
        [.. (await town.Send("GET", $"animals/{animal}/audit", owner)).Is(200).Json.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("action").GetString() == "read")
            .Select(e => (e.GetProperty("what")[0].GetString()!, e.GetProperty("by").GetString()!, e.TryGetProperty("from", out var from) ? from.GetString() : null))];

    /// <summary>An animal that the vet sees by a share.</summary>
    private async Task<string> Seen()
    {
        var animal = (await town.Send("POST", "animals", owner, new { name = "Misha", species = "cat" })).Is(201)["id"];
        (await town.Send("POST", $"vets/{vet[4..]}/licences", "admin/root", new { region = "US-CA", number = "V1", validUntil = "2030-12-31" })).Is(201);
        var token = (await town.Send("POST", $"animals/{animal}/shares", owner, new { })).Is(201)["token"];
        (await town.Send("GET", $"shared/{token}", vet)).Is(200);
        // Asked for by a path that no test here counts.
        await Eventually.Holds(async () => (await town.Send("GET", $"animals/{animal}/imports", vet)).Status == 200, "the vet is in");
        return animal;
    }
}
