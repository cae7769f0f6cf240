using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using VetVisits.Http;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

public sealed class RulesReaderTests
{
    [Fact]
    public void The_shipped_data_is_whole_and_leaves_no_listed_gap()
    {
        var file = Cases.Rules.File;
        Assert.Empty(file.Meta.KnownGaps);
        Assert.All(file.Signs, s => Assert.NotEmpty(s.Sources));
        Assert.True(file.Signs.Count >= 160);
    }

    [Theory]
    [InlineData("lethargy-mild")]
    [InlineData("faint-recovered")]
    [InlineData("allergic-collapse")]
    [InlineData("eclampsia-nursing")]
    [InlineData("hot-spot")]
    [InlineData("nasal-discharge-coloured")]
    [InlineData("mastitis")]
    [InlineData("urine-leaking")]
    [InlineData("birth-difficult-other")]
    [InlineData("reverse-sneezing")]
    [InlineData("regurgitation")]
    [InlineData("tick-attached")]
    [InlineData("swollen-limb")]
    [InlineData("paraphimosis")]
    [InlineData("feather-plucking")]
    public void What_closed_a_gap_of_the_table_rests_on_two_sources_of_different_houses(string sign) =>
        Assert.True(Cases.Rules.File.Signs.Single(s => s.Id == sign).Sources.Select(source => new Uri(source).Host).Distinct().Count() >= 2);

    public static TheoryData<string, string> Mistakes => new()
    {
        { "signs[0].colour = \"red\"", "colour" },
        { "signs[0].level = \"very-urgent\"", "very-urgent" },
        { "signs[0].sources = []", "without a source" },
        { "signs[0].sources = [\"a book\"]", "a book" },
        { "signs[0].species = [\"dragon\"]", "species" },
        { "signs[0].advice = \" \"", "advice" },
        { "signs[0].id = \"blue-gums\"", "twice" },
        { "signs[0].telemedicine_suitable = true", "suitable for video" },
        { "signs[0].modifiers = [{ \"when\": {}, \"level\": \"emergency\" }]", "without a condition" },
        { "signs[0].modifiers = [{ \"when\": { \"moon\": \"full\" }, \"level\": \"emergency\" }]", "moon" },
        { "signs[0].modifiers = [{ \"when\": { \"with_signs_any\": [\"nothing\"] }, \"level\": \"immediate\" }]", "nothing" },
        { "signs[0].modifiers = [{ \"when\": { \"with_signs_any\": [\"fleas\"] }, \"level\": \"routine\" }]", "must not lower" },
        { "signs[0].modifiers = [{ \"when\": { \"without_signs\": [\"fleas\"] }, \"level\": \"immediate\" }]", "must not raise" },
        { "signs[0].modifiers = [{ \"when\": { \"rr_min\": \"fast\" }, \"level\": \"immediate\" }]", "rr_min" },
        { "signs[0].modifiers = [{ \"when\": { \"breed_group\": \"tall\" }, \"level\": \"immediate\" }]", "tall" },
        { "meta.count = 3", "meta.count" },
        { "meta.levels = []", "five levels" },
        { "meta.modifier_keys = [\"species\"]", "meta.modifier_keys" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Rule_data_with_a_mistake_is_refused_at_start(string mistake, string says)
    {
        var rules = JsonNode.Parse(Resource("triage-rules.json"))!;
        var (path, value) = (mistake.Split(" = ")[0], JsonNode.Parse(mistake.Split(" = ")[1]));
        var at = path.StartsWith("signs[0]", StringComparison.Ordinal) ? rules["signs"]![0]! : rules["meta"]!;
        at[path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..]] = value;
        var refused = Assert.Throws<RuleDataException>(() => RulesReader.Read(Encoding.UTF8.GetBytes(rules.ToJsonString()), Resource("vital-ranges.json"), Resource("triage-texts.es.json")));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("measure", "\"mood\"")]
    [InlineData("operator", "\"about\"")]
    [InlineData("urgency", "\"soonish\"")]
    [InlineData("sources", "[\"a book\"]")]
    [InlineData("when", "{ \"with_signs_any\": [\"nothing\"] }")]
    public void An_alarm_with_a_mistake_is_refused_at_start(string member, string value)
    {
        var ranges = JsonNode.Parse(Resource("vital-ranges.json"))!;
        ranges["species"]!["dog"]!["alarms"]![0]![member] = JsonNode.Parse(value);
        Assert.Throws<RuleDataException>(() => RulesReader.Read(Resource("triage-rules.json"), Encoding.UTF8.GetBytes(ranges.ToJsonString()), Resource("triage-texts.es.json")));
    }

    [Theory]
    [InlineData("triage-rules.json", "Keep calm and cool")]
    [InlineData("vital-ranges.json", "life-threatening from")]
    [InlineData("triage-texts.es.json", "Vaya a una")]
    public void One_changed_letter_gives_another_hash(string file, string words)
    {
        string[] files = ["triage-rules.json", "vital-ranges.json", "triage-texts.es.json"];
        var shipped = files.Select(Resource).ToArray();
        var changed = files.Select(f => f != file ? Resource(f) : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Resource(f)).Replace(words, words.ToUpperInvariant(), StringComparison.Ordinal))).ToArray();
        Assert.NotEqual(RulesReader.Read(shipped[0], shipped[1], shipped[2]).Hash, RulesReader.Read(changed[0], changed[1], changed[2]).Hash);
    }

    [Theory]
    [InlineData("Production", null, null, false)]
    [InlineData("Production", "Dr A. Vet", "another hash", false)]
    [InlineData("Production", " ", "the hash", false)]
    [InlineData("Production", "Dr A. Vet", "the hash", true)]
    [InlineData("Development", null, null, true)]
    public void A_host_in_production_is_ready_only_with_the_reviewer_of_this_very_data(string environment, string? by, string? hash, bool ready)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Triage:Review:By"] = by, ["Triage:Review:Hash"] = hash }).Build();
        var missing = new RulesReviewed(settings, new At(environment), "Triage:Review", "the hash", "veterinarian").Missing();
        Assert.Equal(ready, missing is null);
        if (!ready) Assert.Contains("Triage:Review:Hash", missing, StringComparison.Ordinal);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(RulesReader).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class At(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
