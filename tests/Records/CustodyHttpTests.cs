using System.Text.Json;
using VetVisits.Tests.Photos;

namespace VetVisits.Tests.Records;

/// <summary>What operators do with a record under the number of a matter, over HTTP and with real storage, for what is taken out has links to files.</summary>
public sealed class CustodyHttpTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task An_admin_exports_holds_and_erases()
    {
        const string owner = "owner/rita";
        var animal = await studio.Animal(owner);
        (await studio.Send("POST", $"animals/{animal}/intakes", owner, Studio.Body(new
        {
            complaint = "Scratches a lot.",
            region = "US-CA",
            consent = new { textVersion = "2026-11" },
            signs = new[] { new { id = "rash-itch-mild", durationHours = 30 } },
        }))).Is(201);
        (await studio.Send("PUT", "owners/me", owner, Studio.Body(new { name = "Rita", region = "US-CA" }))).Is(200);
        var token = (await studio.Send("POST", $"animals/{animal}/shares", owner, Studio.Body(new { }))).Is(201)["token"];
        var export = (await studio.Send("POST", $"animals/{animal}/export", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(200).Json;
        Assert.Contains("custody.exported", export.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("type").GetString()));
        Assert.Equal(["changes", "export"], export.GetProperty("looks").EnumerateArray().Select(l => l.GetProperty("what").GetString()!));
        var whole = (await studio.Send("POST", $"owners/{owner[6..]}/export", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(200).Json;
        Assert.Equal("Rita", whole.GetProperty("person").GetProperty("profile").GetProperty("name").GetString());
        Assert.Equal(2, Assert.Single(whole.GetProperty("animals").EnumerateArray()).GetProperty("entries").EnumerateArray().Count(e => e.GetProperty("type").GetString() == "custody.exported"));
        (await studio.Send("POST", "owners/nobody-ever/export", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(404, "not-found");
        (await studio.Send("POST", $"animals/{animal}/legal-hold", "admin/root", Studio.Body(new { matter = "Jane Doe's case" }))).Is(422, "invalid");
        Assert.Equal("[\"case-7\"]", (await studio.Send("POST", $"animals/{animal}/legal-hold", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(200).Json.GetProperty("holds").GetRawText());
        (await studio.Send("POST", "animals/no-such/legal-hold", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(404);

        var erased = (await studio.Send("POST", $"owners/{owner[6..]}/erase", "admin/root", Studio.Body(new { matter = "request-1" }))).Is(200).Json.GetProperty("records")[0];
        Assert.True(erased.GetProperty("held").GetBoolean());
        (await studio.Send("GET", "owners/me", owner)).Is(404);
        var kept = (await studio.Send("POST", $"owners/{owner[6..]}/export", "admin/root", Studio.Body(new { matter = "case-7" }))).Is(200);
        Assert.Single(kept.Json.GetProperty("animals").EnumerateArray());
        Assert.DoesNotContain("Rita", kept.Text, StringComparison.Ordinal);
        (await studio.Send("GET", $"shared/{token}")).Is(404);
        Assert.Equal(JsonSerializer.Serialize(erased), JsonSerializer.Serialize((await studio.Send("POST", $"owners/{owner[6..]}/erase", "admin/root", Studio.Body(new { matter = "request-1" }))).Is(200).Json.GetProperty("records")[0]));
        (await studio.Send("POST", "owners/nobody-ever/erase", "admin/root", Studio.Body(new { matter = "request-1" }))).Is(404);
    }
}
