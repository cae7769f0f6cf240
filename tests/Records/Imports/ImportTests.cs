using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Records.Imports;
using VetVisits.Tests.Photos;

namespace VetVisits.Tests.Records.Imports;

/// <summary>Files of the regular vet over HTTP, with real storage.</summary>
public sealed class ImportTests(Studio studio) : IClassFixture<Studio>
{
    private const string Olga = "owner/olga";
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n<script>alert('a polyglot')</script>\n%%EOF\n");
    private static readonly byte[] Bundle = Encoding.UTF8.GetBytes("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"}},{"resource":{"resourceType":"Condition"}}]}""");

    [Fact]
    public async Task A_file_is_kept_byte_for_byte_marked_as_foreign_and_in_the_timeline()
    {
        var animal = await studio.Animal(Olga);
        var made = (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Bundle))).Is(201);
        Assert.Equal(("fhir-bundle", "True", Bundle.Length.ToString(), "owner:olga"), (made["format"], made["foreign"], made["bytes"], made["by"]));
        Assert.Equal(1, made.Json.GetProperty("resources").GetProperty("Condition").GetInt32());
        (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf))).Is(201);

        Assert.Equal(["pdf", "fhir-bundle"], (await studio.Send("GET", $"animals/{animal}/imports", Olga)).Is(200).Json.GetProperty("imports").EnumerateArray().Select(i => i.GetProperty("format").GetString()!));
        Assert.Equal(2, (await studio.Send("GET", $"animals/{animal}/record?kind=import", Olga)).Is(200).Json.GetProperty("entries").GetArrayLength());
        var fhir = (await studio.Send("GET", $"animals/{animal}/record?format=fhir", Olga)).Is(200);
        Assert.Equal(2, fhir.Json.GetProperty("entry").EnumerateArray().Count(e => e.GetProperty("resource").GetProperty("resourceType").GetString() == "DocumentReference"));
        Assert.Contains("\"foreign\"", fhir.Text, StringComparison.Ordinal);
        // What the bundle claims decides nothing: the animal has no condition by it.
        Assert.DoesNotContain(fhir.Json.GetProperty("entry").EnumerateArray(), e => e.GetProperty("resource").GetProperty("resourceType").GetString() == "Condition");
        Assert.Equal(Bundle, await (await Content(animal, made["importId"])).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task It_is_handed_out_as_a_download_that_no_browser_shows_or_runs()
    {
        var animal = await studio.Animal(Olga);
        var id = (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf))).Is(201)["importId"];
        using var answer = await Content(animal, id);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", $"foreign-{id}.pdf"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName?.Trim((char)34)));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Sent_again_it_is_one_and_another_file_under_its_key_is_refused()
    {
        var animal = await studio.Animal(Olga);
        var first = (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf), "k")).Is(201);
        Assert.Equal(first["importId"], (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf), "k")).Is(201)["importId"]);
        (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Bundle), "k")).Is(422, "idempotency-key-reused");
        Assert.Single((await studio.Send("GET", $"animals/{animal}/imports", Olga)).Json.GetProperty("imports").EnumerateArray());
        Assert.Equal(Pdf, await (await Content(animal, first["importId"])).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_is_no_such_file_is_refused_whatever_it_is_called_and_nothing_is_kept()
    {
        var animal = await studio.Animal(Olga);
        var page = Studio.Bytes("<html><script>alert(1)</script></html>"u8.ToArray());
        page.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        (await studio.Send("POST", $"animals/{animal}/imports", Olga, page)).Is(422, "import-unknown");
        (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes([]))).Is(400, "body-missing");
        (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(new byte[ForeignFile.MostBytes + 1]))).Is(413, "body-too-large");
        Assert.Empty((await studio.Send("GET", $"animals/{animal}/imports", Olga)).Json.GetProperty("imports").EnumerateArray());
    }

    [Fact]
    public async Task Nobody_else_brings_or_takes_anything()
    {
        var animal = await studio.Animal(Olga);
        var id = (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf))).Is(201)["importId"];
        foreach (var who in (string[])["owner/otto", "vet/dr-nobody"])
        {
            (await studio.Send("POST", $"animals/{animal}/imports", who, Studio.Bytes(Pdf))).Is(404, "not-found");
            (await studio.Send("GET", $"animals/{animal}/imports", who)).Is(404, "not-found");
            (await studio.Send("GET", $"animals/{animal}/imports/{id}/content", who)).Is(404, "not-found");
        }
        var other = await studio.Animal(Olga);
        (await studio.Send("GET", $"animals/{other}/imports/{id}/content", Olga)).Is(404, "not-found");
    }

    [Fact]
    public async Task A_licensed_vet_answers_through_a_link_with_a_file_that_lands_in_the_record()
    {
        var animal = await studio.Animal(Olga);
        var share = (await studio.Send("POST", $"animals/{animal}/shares", Olga, Studio.Body(new { kinds = new[] { "photo" } }))).Is(201);
        var (files, answers) = ($"shared/{share["token"]}/files", $"shared/{share["token"]}/answers");
        (await studio.Send("POST", files, "vet/dr-lab", Studio.Bytes(Pdf))).Is(403, "not-licensed");
        foreach (var vet in (string[])["dr-lab", "dr-other"])
            (await studio.Send("POST", $"vets/{vet}/licences", "admin/root", Studio.Body(new { region = "US-CA", number = "V1", validUntil = "2030-12-31" }))).Is(201);

        var sent = (await studio.Send("POST", files, "vet/dr-lab", Studio.Bytes(Pdf))).Is(201);
        Assert.Equal(("pdf", "True", "vet:dr-lab"), (sent["format"], sent["foreign"], sent["by"]));
        (await studio.Send("POST", files, "vet/dr-lab", Studio.Bytes("<html>"u8.ToArray()))).Is(422, "import-unknown");
        // A file that somebody else sent is not this vet's to name.
        (await studio.Send("POST", answers, "vet/dr-other", Studio.Body(new { note = "See the report.", importIds = new[] { sent["importId"] } }))).Is(422, "invalid");
        (await studio.Send("POST", answers, "vet/dr-lab", Studio.Body(new { note = "See the report.", importIds = new[] { sent["importId"] } }))).Is(201);

        var answer = (await studio.Send("GET", $"animals/{animal}/record?kind=answer", Olga)).Is(200).Json.GetProperty("entries")[0].GetProperty("what");
        Assert.Equal(sent["importId"], answer.GetProperty("importIds")[0].GetString());
        Assert.Equal(Pdf, await (await Content(animal, sent["importId"])).Content.ReadAsByteArrayAsync());

        (await studio.Send("POST", $"animals/{animal}/shares/{share["shareId"]}/revoke", Olga)).Is(200);
        (await studio.Send("POST", files, "vet/dr-lab", Studio.Bytes(Pdf))).Is(404, "not-found");
        (await studio.Send("POST", "shared/guess/files", "vet/dr-lab", Studio.Bytes(Pdf))).Is(404, "not-found");
        Assert.Single((await studio.Send("GET", $"animals/{animal}/imports", Olga)).Json.GetProperty("imports").EnumerateArray());
    }

    [Fact]
    public async Task An_export_has_a_link_to_each_file_that_reads_it_as_a_download()
    {
        var animal = await studio.Animal(Olga);
        var id = (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf))).Is(201)["importId"];
        var file = Assert.Single((await studio.Send("POST", $"animals/{animal}/export", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(200).Json.GetProperty("files").EnumerateArray());
        Assert.StartsWith($"imports/{id}/", file.GetProperty("name").GetString(), StringComparison.Ordinal);
        using var client = new HttpClient();
        using var answer = await client.GetAsync(file.GetProperty("url").GetString());
        Assert.Equal(Pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task The_erasure_of_a_record_takes_its_files_along()
    {
        var animal = await studio.Animal(Olga);
        var id = (await studio.Send("POST", $"animals/{animal}/imports", Olga, Studio.Bytes(Pdf))).Is(201)["importId"];
        await studio.Storage.Forget(animal, default);
        (await studio.Send("GET", $"animals/{animal}/imports/{id}/content", Olga)).Is(404, "not-found");
    }

    [Fact]
    public void A_record_holds_two_hundred_files()
    {
        var one = new ImportReceived("i", ImportFormat.Pdf, 1, "sha");
        Assert.IsType<Decision.Happened>(ImportBook.Decide(ImportBook.Most - 1, one));
        Assert.Equal("too-many-imports", Assert.IsType<Decision.Refused>(ImportBook.Decide(ImportBook.Most, one)).Refusal.Code);
    }

    private async Task<HttpResponseMessage> Content(string animal, string id)
    {
        using var client = new HttpClient { BaseAddress = studio.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", studio.Services.GetRequiredService<DevIssuer>().Token("owner", "olga"));
        var answer = await client.GetAsync($"api/animals/{animal}/imports/{id}/content");
        Assert.True(answer.IsSuccessStatusCode);
        return answer;
    }
}
