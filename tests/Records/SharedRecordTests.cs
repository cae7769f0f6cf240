using VetVisits.Tests.EndToEnd;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Records;

/// <summary>Records over HTTP: who gets one, in which form, and what a link is worth.</summary>
[Collection(nameof(Town))]
public sealed class SharedRecordTests(Town town)
{
    private static int last;
    private readonly string owner = $"owner/rita-{Interlocked.Increment(ref last)}";

    [Fact]
    public async Task The_owner_reads_the_record_in_three_forms()
    {
        var animal = await Animal();
        var json = (await town.Send("GET", $"animals/{animal}/record", owner)).Is(200).Json;
        Assert.Equal("intake.taken", json.GetProperty("entries")[0].GetProperty("type").GetString());
        var page = (await town.Send("GET", $"animals/{animal}/record?format=html", owner)).Is(200).Text;
        Assert.Contains("Scratches a lot &amp; &lt;b&gt;cries&lt;/b&gt;.", page, StringComparison.Ordinal);
        var bundle = (await town.Send("GET", $"animals/{animal}/record", owner, null, ("Accept", "application/fhir+json"))).Is(200).Json;
        Assert.Equal("Bundle", bundle.GetProperty("resourceType").GetString());
        (await town.Send("GET", $"animals/{animal}/record?format=pdf", owner)).Is(406, "no-such-format");
        (await town.Send("GET", $"animals/{animal}/record?from=yesterday&limit=0&cursor=x", owner)).Is(422, "invalid");
        (await town.Send("GET", $"animals/{animal}/record", "vet/dr-nobody")).Is(404, "not-found");
    }

    [Fact]
    public async Task A_page_says_by_its_headers_that_nothing_runs_in_it_and_nobody_keeps_it()
    {
        var (_, token) = await Share(await Animal());
        using var answer = await town.Client.GetAsync($"shared/{token}?format=html");
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Whoever_holds_the_link_sees_the_record_and_the_owner_sees_that()
    {
        var animal = await Animal();
        var (share, token) = await Share(animal);
        var seen = (await town.Send("GET", $"shared/{token}")).Is(200);
        Assert.Contains("intake.taken", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("share.", seen.Text, StringComparison.Ordinal);

        var listed = (await town.Send("GET", $"animals/{animal}/shares", owner)).Is(200).Json.GetProperty("shares")[0];
        Assert.Equal((1, "open"), (listed.GetProperty("views").GetInt32(), listed.GetProperty("status").GetString()));
        Assert.False(listed.TryGetProperty("token", out _));
        var audit = (await town.Send("GET", $"animals/{animal}/audit", owner)).Is(200).Text;
        Assert.Contains("shared-record", audit, StringComparison.Ordinal);
        Assert.Contains("127.0.0.0/24", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(token, audit + listed + (await town.Send("GET", $"animals/{animal}/record", owner)).Text, StringComparison.Ordinal);

        (await town.Send("POST", $"animals/{animal}/shares/{share}/revoke", "owner/otto")).Is(404);
        (await town.Send("POST", $"animals/{animal}/shares/{share}/revoke", owner)).Is(200);
        (await town.Send("POST", $"animals/{animal}/shares/{share}/revoke", owner)).Is(200);
    }

    [Fact]
    public async Task A_revoked_an_ended_a_used_up_and_a_guessed_link_are_one_and_the_same_404()
    {
        var animal = await Animal();
        var (share, revoked) = await Share(animal);
        (await town.Send("POST", $"animals/{animal}/shares/{share}/revoke", owner)).Is(200);
        var (_, used) = await Share(animal, new { views = 1 });
        (await town.Send("GET", $"shared/{used}")).Is(200);
        var answers = new List<Heard>();
        foreach (var token in new[] { revoked, used, VetVisits.Records.Sharing.ShareToken.New(), "x", new string('a', 3000), "..%2F" })
            answers.Add((await town.Send("GET", $"shared/{token}")).Is(404, "not-found"));
        Assert.Single(answers.Select(a => a.Json.GetProperty("detail").GetString()).Distinct());
    }

    [Fact]
    public async Task A_lost_answer_to_making_a_share_is_given_again_and_both_links_open_the_one_share()
    {
        var animal = await Animal();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await town.Send("POST", $"animals/{animal}/shares", owner, new { days = 3 }, key)).Is(201);
        var again = (await town.Send("POST", $"animals/{animal}/shares", owner, new { days = 3 }, key)).Is(201);
        Assert.Equal(first["shareId"], again["shareId"]);
        foreach (var token in new[] { first["token"], again["token"] }) (await town.Send("GET", $"shared/{token}")).Is(200);
        Assert.Single((await town.Send("GET", $"animals/{animal}/shares", owner)).Json.GetProperty("shares").EnumerateArray());
        (await town.Send("POST", $"animals/{animal}/shares", owner, new { days = 4 }, key)).Is(422, "idempotency-key-reused");
        (await town.Send("POST", $"animals/{animal}/shares", owner, new { days = 4000, views = 0, kinds = new[] { "message" } })).Is(422, "invalid");
    }

    [Fact]
    public async Task A_share_shows_no_more_than_its_kinds()
    {
        var animal = await Animal();
        var (_, token) = await Share(animal, new { kinds = new[] { "visit" } });
        Assert.Empty((await town.Send("GET", $"shared/{token}?kind=intake")).Is(200).Json.GetProperty("entries").EnumerateArray());
        Assert.Empty((await town.Send("GET", $"shared/{token}")).Is(200).Json.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task A_licensed_vet_answers_through_the_link_is_let_in_and_is_out_when_it_is_called_back()
    {
        var animal = await Animal();
        var (share, token) = await Share(animal);
        var vet = $"vet/dr-{Guid.NewGuid():N}";
        (await town.Send("POST", $"shared/{token}/answers", vet, new { note = "Ears first." })).Is(403, "not-licensed");
        (await town.Send("POST", $"vets/{vet[4..]}/licences", "admin/root", new { region = "US-CA", number = "V1", validUntil = "2030-12-31" })).Is(201);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var answer = (await town.Send("POST", $"shared/{token}/answers", vet, new { note = "Ears first." }, key)).Is(201);
        Assert.Equal(answer["answerId"], (await town.Send("POST", $"shared/{token}/answers", vet, new { note = "Ears first." }, key)).Is(201)["answerId"]);
        (await town.Send("POST", $"shared/{token}/answers", vet, new { note = "x", photoIds = new[] { "none" } })).Is(422, "invalid");
        (await town.Send("POST", "shared/guess/answers", vet, new { note = "x" })).Is(404, "not-found");
        Assert.Single((await town.Send("GET", $"animals/{animal}/record?kind=answer", owner)).Is(200).Json.GetProperty("entries").EnumerateArray());

        (await town.Send("GET", $"animals/{animal}/record", vet)).Is(404);
        (await town.Send("GET", $"shared/{token}", vet)).Is(200);
        await Eventually.Holds(async () => (await town.Send("GET", $"animals/{animal}/record", vet)).Status == 200, "the vet is in");
        Assert.Contains(vet[4..], (await town.Send("GET", $"animals/{animal}/audit", owner)).Is(200).Text, StringComparison.Ordinal);
        (await town.Send("POST", $"animals/{animal}/shares/{share}/revoke", owner)).Is(200);
        await Eventually.Holds(async () => (await town.Send("GET", $"animals/{animal}/record", vet)).Status == 404, "the vet is out");
    }

    private async Task<string> Animal()
    {
        var animal = (await town.Send("POST", "animals", owner, new { name = "Misha", species = "cat", sex = "male", neutered = true })).Is(201)["id"];
        (await town.Send("POST", $"animals/{animal}/intakes", owner, new
        {
            complaint = "Scratches a lot & <b>cries</b>.",
            region = "US-CA",
            consent = new { textVersion = "2026-11" },
            signs = new[] { new { id = "rash-itch-mild", durationHours = 30 } },
        })).Is(201);
        return animal;
    }

    private async Task<(string Id, string Token)> Share(string animal, object? wanted = null)
    {
        var made = (await town.Send("POST", $"animals/{animal}/shares", owner, wanted ?? new { })).Is(201);
        Assert.EndsWith($"/api/shared/{made["token"]}", made["link"], StringComparison.Ordinal);
        return (made["shareId"], made["token"]);
    }
}
