using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>One record for each animal: the regular vet's file comes in, another vet opens a link and answers, the owner sees who looked, and the link is called back.</summary>
public static class Handing
{
    public static async Task Play(Stage stage, string dog)
    {
        var story = stage.Story;
        story.Chapter("One record, and who may read it");

        await Import(stage, dog);

        var made = await stage.Owner.Post($"/animals/{dog}/shares", new JsonObject { ["days"] = 7 });
        var token = made.Word("token");
        story.Expect(made.Ok && token.Length > 40, $"Jo makes a link for the dermatologist in town: seven days, kept nowhere but in Jo's hands ({made.Brief})");

        var silva = await stage.AnotherVet("Silva");
        var silvaId = stage.AnotherVetId("Silva");
        await stage.Admin.Post($"/vets/{silvaId}/licences", new JsonObject { ["region"] = stage.Region, ["number"] = "CA-2", ["validUntil"] = "2030-12-31" });
        story.Expect((int)(await silva.Get($"/animals/{dog}/record")).Status == 404, "Dr Silva, a vet like any other, sees no such dog");
        var opened = await silva.Get($"/shared/{token}?format=html");
        story.Expect(opened.Ok && opened.Text.Contains("<svg", StringComparison.Ordinal), $"with the link the record opens: visits, photos, readings with their charts ({opened.Text.Length:N0} characters)");
        var bundle = await silva.Get($"/shared/{token}?format=fhir");
        story.Expect(bundle.Word("resourceType") == "Bundle", $"and as a FHIR bundle for Silva's own system ({bundle["entry"]?.AsArray().Count} resources)");
        var answered = await silva.Post($"/shared/{token}/answers", new JsonObject { ["note"] = "Looks like a contact allergy. Happy to see him in person." });
        story.Expect(answered.Ok, $"Dr Silva answers through the link ({answered.Brief})");
        var answer = await stage.Owner.Get($"/animals/{dog}/record?kind=answer");
        story.Expect(answer["entries"]?.AsArray().Count == 1, "the answer is in the dog's record");

        var audit = await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/audit"), said => Reads(said).Any(r => r.StartsWith($"vet:{silvaId} ", StringComparison.Ordinal)));
        var reads = Reads(audit);
        story.Expect(reads.Contains($"vet:{silvaId} shared-record") && reads.Any(r => r.StartsWith($"vet:{stage.VetId} ", StringComparison.Ordinal)), $"Jo sees who looked: {string.Join(", ", reads.Distinct().Take(4))} …");

        story.Expect((await stage.Owner.Post($"/animals/{dog}/shares/{made.Word("shareId")}/revoke")).Ok, "Jo calls the link back");
        var gone = await silva.Get($"/shared/{token}");
        var guessed = await silva.Get("/shared/a-guess");
        story.Expect((int)gone.Status == 404 && gone.Word("detail") == guessed.Word("detail"), $"it opens nothing any more, and says no more than a guess would: {gone.Word("detail")}");
    }

    private static async Task Import(Stage stage, string dog)
    {
        var story = stage.Story;
        using var bundle = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"}},{"resource":{"resourceType":"Immunization"}}]}"""));
        bundle.Headers.ContentType = new MediaTypeHeaderValue("application/fhir+json");
        var taken = await stage.Owner.Send(HttpMethod.Post, $"/animals/{dog}/imports", bundle, null);
        story.Expect(taken.Ok && taken.Word("foreign") == "true", $"Jo brings what the regular vet exported: kept as received, marked as foreign ({taken.Word("format")}, {taken.Word("bytes")} bytes)");
        using var page = new ByteArrayContent("<html><script>steal()</script></html>"u8.ToArray());
        var refused = await stage.Owner.Send(HttpMethod.Post, $"/animals/{dog}/imports", page, null);
        story.Expect(refused.Code == "import-unknown", $"a page with a script in it is none of the files that a record takes ({refused.Brief})");
    }

    private static List<string> Reads(Said audit) =>
        [.. (audit["entries"]?.AsArray() ?? []).Where(e => e?["action"]?.ToString() == "read").Select(e => $"{e!["by"]} {e["what"]?[0]}")];
}
