using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>
/// Whether the committed answers would notice a wrong rule: every rule field of every row with a source is changed in every way that makes sense, one at a time.
/// Each change must be refused at load or change an answer. Where a row is not relied on, a changed permission must change nothing but the page that shows it.
/// </summary>
public sealed class MutationTests
{
    internal static JsonObject File { get; } = JsonNode.Parse(RuleFile.EmbeddedBytes("vcpr-rules.json"))!.AsObject();

    public static TheoryData<string> Sourced { get; } = [.. RuleFile.Embedded.Rows.Where(r => r.Value[0].Source is not null).Select(r => r.Key)];

    [Theory]
    [MemberData(nameof(Sourced))]
    public void Flipping_any_rule_field_of_a_sourced_row_is_noticed(string region)
    {
        var before = Law.Embedded;
        var effective = RuleFile.Embedded.Rows[region][0].EffectiveDate;
        var decisions = Canon.Table(before, region, effective).ToArray();
        var page = Json.Write(RegionRules.Of(before, region, Ask.Today));
        var unnoticed = new List<string>();
        var tried = 0;
        foreach (var (change, row) in Mutants(File["jurisdictions"]![region]!.AsObject()))
        {
            tried++;
            if (Load(region, row) is not { } after) continue;
            // Whatever a doubtful row hopes, it opens nothing.
            if (Law.Embedded.RulingFor(region, Ask.Today).Known == LawKnown.Unknown && !change.StartsWith("confidence", StringComparison.Ordinal)) OpensNothing(after, region, change);
            if (!decisions.SequenceEqual(Canon.Table(after, region, effective))) continue;
            // Not relied on: the row's hopes are shown and decide nothing. That they are shown must change with them.
            if (ShownOnly(change, before.RulingFor(region, Ask.Today)) && Json.Write(RegionRules.Of(after, region, Ask.Today)) != page) continue;
            unnoticed.Add(change);
        }
        Assert.Equal("", string.Join("; ", unnoticed));
        Assert.InRange(tried, 35, 200);
    }

    private static void OpensNothing(Law after, string region, string change)
    {
        foreach (var (name, question) in Canon.Questions(region, null))
        {
            var answer = after.Decide(question);
            Assert.True(!answer.StartsVcpr && (!answer.Allowed || question.Examinations is not null || answer.For(question.Service).Basis == ServiceBasis.NoVcprNeeded), $"{region}: {change}: {name}");
        }
    }

    // Figures for a start that is not open, and what a row that is not relied on says of permissions.
    internal static bool ShownOnly(string change, Ruling ruling) =>
        ruling.Known == LawKnown.Unknown
        || (!ruling.Opens && change.Contains("tele_only_prescribing", StringComparison.Ordinal))
        || (!ruling.Opens && ruling.Row!.RecommendedDefault == ProductDefault.AllowWithLimits && change.StartsWith("electronic_vcpr", StringComparison.Ordinal));

    internal static IEnumerable<(string Change, JsonObject Row)> Mutants(JsonObject row)
    {
        foreach (var (field, values) in Values)
        {
            foreach (var value in values)
                if (With(row, field, value) is { } changed) yield return changed;
            if (At(row, field) is JsonValue number && number.TryGetValue<int>(out var n))
                foreach (var near in new[] { n - 1, n + 1 })
                    if (With(row, field, near) is { } changed) yield return changed;
        }
        var doubted = row["unverified_fields"]!.AsArray().Select(f => f!.GetValue<string>()).ToArray();
        foreach (var field in Doubtable)
        {
            // Doubt in a whole covers its parts already.
            if (doubted.Contains(field) || (field.Contains('.', StringComparison.Ordinal) && doubted.Contains(field.Split('.')[0]))) continue;
            if (At(row, field) is null && !field.Contains("prescribing", StringComparison.Ordinal)) continue;
            yield return Doubt(row, $"unverified_fields + {field}", [.. doubted, field]);
        }
        foreach (var field in doubted)
            yield return Doubt(row, $"unverified_fields - {field}", [.. doubted.Where(f => f != field)]);
        var steps = (row["steps"]?.AsArray() ?? []).Select(s => s!.GetValue<string>()).ToArray();
        foreach (var step in steps)
            yield return Put(row, $"steps - {step}", "steps", new JsonArray([.. steps.Where(s => s != step).Select(s => (JsonNode)s)]));
        if (!steps.Contains("history-reviewed")) yield return Put(row, "steps + history-reviewed", "steps", new JsonArray([.. steps.Append("history-reviewed").Select(s => (JsonNode)s)]));
    }

    private static IReadOnlyDictionary<string, JsonNode?[]> Values { get; } = new Dictionary<string, JsonNode?[]>(StringComparer.Ordinal)
    {
        ["electronic_vcpr"] = ["no", "synchronous-video", "any-electronic", "conditional", "perhaps"],
        ["confidence"] = ["low", "high"],
        ["recommended_default"] = ["deny", "allow-with-limits"],
        ["continue_existing_by_telemedicine"] = [true, false, null],
        ["in_person_recency_months"] = [null, 6, 12],
        ["extends_to_same_practice"] = [true, false],
        ["specialist_under_referral"] = [true, false],
        ["emergency_start"] = [null, Days(7, 21), Days(8, 21), Days(7, 22), Days(null, null)],
        ["animals_excluded"] = [new JsonArray(), new JsonArray("food animals")],
        ["excluded_uses"] = [new JsonArray(), new JsonArray("food-production"), new JsonArray("companion")],
        ["exceptions"] = [new JsonArray()],
        ["effective_date"] = [null, "2020-01-01", "2026-12-31"],
        ["effective_until"] = ["2026-01-01"],
        ["source"] = [null, "not an address"],
        ["tele_only_prescribing"] = [null],
        ["tele_only_prescribing.initial_max_days"] = [null, 0, 7],
        ["tele_only_prescribing.renewals_allowed"] = [null, 0, 1],
        ["tele_only_prescribing.renewal_max_days"] = [null, 7],
        ["tele_only_prescribing.total_max_days"] = [null, 7],
        ["tele_only_prescribing.antimicrobial_max_days"] = [null, 0, 7],
        ["tele_only_prescribing.max_duration_months"] = [null, 3],
        ["tele_only_prescribing.controlled_substances"] = ["barred", null],
        ["tele_only_prescribing.racing_animals"] = ["barred", null],
        ["tele_only_prescribing.in_person_before_further_renewal"] = [true, false, null],
    };

    private static string[] Doubtable { get; } =
    [
        "electronic_vcpr", "continue_existing_by_telemedicine", "in_person_recency_months", "effective_date", "tele_only_prescribing",
        .. Values.Keys.Where(k => k.Contains('.', StringComparison.Ordinal)),
    ];

    private static JsonObject Days(int? small, int? large) => new() { ["small_animal_days"] = small, ["large_animal_days"] = large };

    private static (string, JsonObject)? With(JsonObject row, string field, JsonNode? value)
    {
        if (field.StartsWith("tele_only_prescribing.", StringComparison.Ordinal) && row["tele_only_prescribing"] is not JsonObject) return null;
        if (JsonNode.DeepEquals(At(row, field), value) || (value is JsonArray { Count: 0 } && At(row, field) is null or JsonArray { Count: 0 })) return null;
        // An optional mark that is missing says the same as one that is false.
        if (value is JsonValue flag && flag.TryGetValue<bool>(out var on) && !on && At(row, field) is null && field is "extends_to_same_practice" or "specialist_under_referral") return null;
        // An exception of words alone decides nothing; only words that the engine acts on can be flipped.
        if (field == "exceptions" && row["emergency_start"] is null && row["specialist_under_referral"] is null) return null;
        return Put(row, $"{field} = {value?.ToJsonString() ?? "null"}", field, value);
    }

    private static JsonNode? At(JsonObject row, string field) =>
        field.Split('.') is [var outer, var inner] ? (row[outer] as JsonObject)?[inner] : row[field];

    private static (string, JsonObject) Doubt(JsonObject row, string change, string[] fields) =>
        Put(row, change, "unverified_fields", new JsonArray([.. fields.Select(f => (JsonNode)f)]));

    private static (string, JsonObject) Put(JsonObject row, string change, string field, JsonNode? value)
    {
        var changed = row.DeepClone().AsObject();
        if (field.Split('.') is [var outer, var inner]) changed[outer]!.AsObject()[inner] = value?.DeepClone();
        else changed[field] = value?.DeepClone();
        return (string.Create(CultureInfo.InvariantCulture, $"{change}"), changed);
    }

    internal static Law? Load(string region, JsonObject row)
    {
        var file = new JsonObject
        {
            ["meta"] = new JsonObject { ["compiled"] = File["meta"]!["compiled"]!.GetValue<string>() },
            ["federal_us"] = File["federal_us"]!.DeepClone(),
            ["jurisdictions"] = new JsonObject { [region] = row },
        };
        try
        {
            return new Law(RuleFile.Read(Encoding.UTF8.GetBytes(file.ToJsonString())));
        }
        catch (RuleFileException)
        {
            return null;
        }
    }
}
