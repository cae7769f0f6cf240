using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using VetVisits.Http;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>A rule that was misread is worse than an old one: what is doubtful in a file refuses the whole file.</summary>
public sealed class RuleFileTests
{
    private static JsonObject File() => JsonNode.Parse(RuleFile.EmbeddedBytes("vcpr-rules.json"))!.AsObject();

    private static JsonObject Row(JsonObject file, string region) => file["jurisdictions"]![region]!.AsObject();

    private static RuleFile Read(JsonObject file) => RuleFile.Read(Encoding.UTF8.GetBytes(file.ToJsonString()));

    private static string Fault(Action<JsonObject> spoil)
    {
        var file = File();
        spoil(file);
        return string.Join('\n', Assert.Throws<RuleFileException>(() => Read(file)).Faults);
    }

    [Fact]
    public void Production_waits_for_a_lawyer_under_the_very_data_that_ships()
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production })
            .AddVcpr()
            .BuildServiceProvider();
        var missing = Assert.Single(services.GetServices<IReadiness>()).Missing();
        Assert.Contains(RuleFile.Embedded.Hash, missing, StringComparison.Ordinal);
        Assert.Contains("lawyer", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_inside_is_sound_and_whole() => Assert.Equal(55, RuleFile.Embedded.Rows.Count);

    [Fact]
    public void A_high_confidence_row_without_a_source_is_refused() =>
        Assert.Contains("US-AZ: high confidence needs a source", Fault(f => Row(f, "US-AZ")["source"] = null), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_word_is_refused() =>
        Assert.Contains("US-AZ", Fault(f => Row(f, "US-AZ")["electronic_vcpr"] = "sometimes"), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_member_is_refused() =>
        Assert.Contains("US-AZ", Fault(f => Row(f, "US-AZ")["in_person_recency_month"] = 12), StringComparison.Ordinal);

    [Fact]
    public void A_missing_member_is_refused() =>
        Assert.Contains("US-AZ", Fault(f => Row(f, "US-AZ").Remove("confidence")), StringComparison.Ordinal);

    [Fact]
    public void A_source_that_is_no_web_address_is_refused() =>
        Assert.Contains("not a web address", Fault(f => Row(f, "US-AZ")["source"] = "javascript:alert(1)"), StringComparison.Ordinal);

    [Fact]
    public void A_region_that_is_no_code_is_refused() =>
        Assert.Contains("ISO 3166-2", Fault(f => f["jurisdictions"]!["Arizona"] = Row(f, "US-AZ").DeepClone()), StringComparison.Ordinal);

    [Fact]
    public void Overlapping_dates_are_refused() =>
        Assert.Contains("two rows are in force", Fault(f => f["jurisdictions"]!["US-AZ"] = new JsonArray(Dated(f, "2023-10-30", null), Dated(f, "2025-01-01", null))), StringComparison.Ordinal);

    [Fact]
    public void A_second_row_without_a_date_is_refused() =>
        Assert.Contains("no effective_date", Fault(f => f["jurisdictions"]!["US-AZ"] = new JsonArray(Dated(f, "2023-10-30", "2025-01-01"), Dated(f, null, null))), StringComparison.Ordinal);

    [Fact]
    public void Something_that_is_not_JSON_is_refused_in_words() =>
        Assert.Contains("not JSON", Assert.Throws<RuleFileException>(() => RuleFile.Read("{"u8.ToArray())).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_object_names_everything_that_is_missing() =>
        Assert.Equal(3, Assert.Throws<RuleFileException>(() => RuleFile.Read("{}"u8.ToArray())).Faults.Count);

    [Fact]
    public void An_answer_uses_the_row_in_force_on_its_day()
    {
        var file = File();
        var later = Dated(file, "2027-01-01", null);
        later["tele_only_prescribing"]!["initial_max_days"] = 30;
        later["tele_only_prescribing"]!["total_max_days"] = 44;
        file["jurisdictions"]!["US-AZ"] = new JsonArray(Dated(file, "2023-10-30", "2027-01-01"), later);
        var law = new Law(Read(file));
        Assert.Equal(14, law.Decide(Ask.About("US-AZ") with { On = new(2026, 12, 31) }).Prescribing.InitialMaxDays);
        Assert.Equal(30, law.Decide(Ask.About("US-AZ") with { On = new(2027, 1, 1) }).Prescribing.InitialMaxDays);
        Assert.Equal(LawKnown.NotInForce, law.Decide(Ask.About("US-AZ") with { On = new(2023, 10, 29) }).Law);
    }

    [Fact]
    public void Memory_that_was_not_verified_decides_nothing()
    {
        var file = File();
        foreach (var (_, row) in file["jurisdictions"]!.AsObject()) row!["recalled_not_verified"] = "Everything is allowed.";
        var law = new Law(Read(file));
        foreach (var region in RuleFile.Embedded.Rows.Keys)
            Assert.Equal(Canon.Table(Law.Embedded, region, null), Canon.Table(law, region, null));
    }

    [Property]
    public bool No_region_that_the_data_lacks_is_ever_opened(ushort letters)
    {
        var region = $"{(char)('A' + (letters % 26))}{(char)('A' + (letters / 26 % 26))}-{letters}";
        return RuleFile.Embedded.Rows.ContainsKey(region[..2]) || !(Ask.About(region) with { Urgent = true }).Answered().StartsVcpr;
    }

    [Property]
    public bool More_time_since_the_examination_never_opens_what_less_time_closed(byte months, byte more, ushort pick)
    {
        var region = RuleFile.Embedded.Rows.Keys.ElementAt(pick % RuleFile.Embedded.Rows.Count);
        var sooner = Ask.About(region, ServiceIds.Refill).SeenInPerson(months).Answered();
        var later = Ask.About(region, ServiceIds.Refill).SeenInPerson(months + more).Answered();
        return sooner.Allowed || !later.Allowed;
    }

    [Fact]
    public void Every_no_and_every_limit_cites_a_field()
    {
        foreach (var (region, rows) in RuleFile.Embedded.Rows)
            foreach (var (name, question) in Canon.Questions(region, rows[0].EffectiveDate))
            {
                var answer = question.Answered();
                foreach (var reason in answer.Services.Select(s => s.No).OfType<Reason>().Concat(answer.Reasons).Concat(answer.Prescribing.Limits))
                    Assert.True(reason.Citation.Field is { Length: > 0 } && reason.Text.Length > 10 && SaysWhere(reason.Citation), $"{region}: {name}: {reason.Code}");
            }
    }

    // Where the law itself is cited, the page where it stands; else that the rule is ours, or that nothing reliable was found.
    private static bool SaysWhere(Citation cited) => cited.Kind switch
    {
        CitationKind.Law => cited is { Region.Length: > 0, Source.Length: > 0, Instrument.Length: > 0 },
        CitationKind.Federal or CitationKind.Definition => cited.Source is { Length: > 0 },
        CitationKind.HouseRule or CitationKind.Unknown or _ => true,
    };

    [Fact]
    public void The_README_lists_the_regions_that_are_silent_on_continuing()
    {
        var readme = System.IO.File.ReadAllText(Repository.Path("README.md"));
        var list = readme[readme.IndexOf("nothing of going on by telemedicine", StringComparison.Ordinal)..];
        list = list[(list.IndexOf("US-", StringComparison.Ordinal) + 3)..];
        Assert.Equal(
            RuleFile.Embedded.Rows.Keys.Where(r => Law.Embedded.RulingFor(r, Ask.Today) is { Continues: null }).Order(StringComparer.Ordinal),
            list[..list.IndexOf('.', StringComparison.Ordinal)].Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(state => $"US-{state}"));
    }

    [Fact]
    public void Regions_that_are_silent_on_continuing_are_these() =>
        Assert.Equal(
            RuleFile.Embedded.Rows.Keys.Where(r => Law.Embedded.RulingFor(r, Ask.Today) is { Continues: null }).Order(StringComparer.Ordinal),
            "US-AK US-AL US-CT US-DC US-DE US-IA US-ID US-IN US-KS US-LA US-MA US-MD US-ME US-MN US-MO US-MS US-MT US-ND US-NE US-NH US-NY US-OK US-PA US-RI US-SC US-SD US-TN US-UT US-VA US-VT US-WV US-WY".Split(' '));

    private static JsonObject Dated(JsonObject file, string? from, string? until)
    {
        var row = JsonNode.Parse(RuleFile.EmbeddedBytes("vcpr-rules.json"))!["jurisdictions"]!["US-AZ"]!.DeepClone().AsObject();
        row["effective_date"] = from;
        row["effective_until"] = until;
        return row;
    }
}
