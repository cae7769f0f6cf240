using VetVisits.Tests.EndToEnd;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

[Collection(nameof(Town))]
public sealed class VcprRoutesTests(Town town)
{
    [Fact]
    public async Task The_decision_is_answered_from_the_facts_in_the_body()
    {
        var said = (await town.Send("POST", "decisions/vcpr", "vet/v1", new
        {
            region = "US-AZ",
            on = "2026-11-22",
            service = "telemedicine",
            species = "dog",
            vet = new { id = "v1", licences = new[] { new { region = "US-AZ", until = "2027-01-01" } } },
        })).Is(200).Json;
        Assert.True(said.GetProperty("allowed").GetBoolean());
        Assert.Equal("synchronous-video", said.GetProperty("start").GetProperty("how").GetString());
        Assert.Equal(14, said.GetProperty("prescribing").GetProperty("initialMaxDays").GetInt32());
        Assert.All(said.GetProperty("prescribing").GetProperty("limits").EnumerateArray(), l => Assert.True(l.GetProperty("citation").TryGetProperty("kind", out _)));
    }

    [Fact]
    public async Task A_question_without_its_facts_is_told_which_ones() =>
        Assert.Superset(new HashSet<string> { "/region", "/service", "/species", "/vet/id" }, (await town.Send("POST", "decisions/vcpr", "owner/o1", new { })).Is(422, "invalid").Pointers.ToHashSet());

    [Fact]
    public async Task Every_region_has_its_page_and_its_JSON_for_anyone()
    {
        foreach (var region in RuleFile.Embedded.Rows.Keys.Append("US-PR").Append("GB-SCT"))
        {
            var json = (await town.Send("GET", $"rules/{region}?on=2026-11-22")).Is(200).Json;
            Assert.Equal(4, json.GetProperty("situations").GetArrayLength());
            var page = (await town.Send("GET", $"rules/{region}?format=html")).Is(200);
            Assert.StartsWith("<!doctype html>", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_browser_gets_the_page()
    {
        var page = await town.Send("GET", "rules/US-CA", null, null, ("Accept", "text/html,application/xhtml+xml"));
        Assert.Contains("4826.6", page.Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules/nowhere")]
    [InlineData("rules/US-CA?on=yesterday")]
    public async Task What_is_no_region_or_no_day_is_told(string path) => (await town.Send("GET", path)).Is(422, "invalid");

    [Fact]
    public async Task Only_an_admin_loads_rules_and_a_bad_file_is_refused_with_its_faults()
    {
        (await town.Send("POST", "rules", "vet/v1", new { })).Is(403);
        var no = (await town.Send("POST", "rules", "admin/a", new { from = "2099-01-01", reviewedBy = "A. Lawyer", rules = new { } })).Is(422, "rules-invalid");
        Assert.NotEmpty(no.Json.GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public void A_text_in_the_data_cannot_become_markup_in_the_page()
    {
        var rules = RegionRules.Of(Law.Embedded, "US-CA", Ask.Today);
        var page = RulesPage.Of(rules with { Name = "<b>x</b>", Stated = rules.Stated! with { Notes = "<img src=x onerror=alert(1)>", Source = "https://a.example/\"><script>" } });
        Assert.DoesNotContain("<b>x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_vet_cannot_record_an_examination() =>
        (await town.Send("POST", "animals/nobody/examinations", "vet/v1", new { on = "2026-11-01" })).Is(404, "not-found");
}
