using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

public sealed partial class TranslationTests
{
    private static readonly byte[] File = Resource("triage-texts.es.json");
    private static readonly Translation Spanish = Cases.Rules.In(Language.Es);

    private static TranslationFile Shipped => TranslationFile.Parse(File);

    [Fact]
    public void Every_sentence_of_the_rules_has_a_translation_and_none_is_left_over()
    {
        var needed = Cases.Rules.Sayings.SelectMany(phrase => phrase.Rows).Concat([VitalRules.Measured, VitalRules.BelowPlan, VitalRules.AbovePlan]).ToHashSet(StringComparer.Ordinal);
        var there = Shipped.Rows.Select(row => row.Key).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], needed.Except(there).Order(StringComparer.Ordinal));
        Assert.Equal([], there.Except(needed).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Questions_advice_levels_and_notes_are_exactly_those_of_the_rules()
    {
        var (rules, file) = (Cases.Rules.File, Shipped);
        Same(rules.Signs.Select(s => s.Question), file.Questions);
        Same(rules.Signs.Select(s => s.Advice), file.Advice);
        Same(rules.Meta.Levels.Select(l => l.OwnerText), file.Levels);
        var alarms = JsonNode.Parse(Resource("vital-ranges.json"))!;
        var notes = alarms["species"]!.AsObject().SelectMany(s => s.Value!["alarms"]!.AsArray()).Concat(alarms["blood_glucose"]!["alarms"]!.AsArray()).Select(a => a!["note"]?.GetValue<string>());
        Same(rules.Signs.SelectMany(s => s.Modifiers).Select(m => m.Note).Concat(notes).OfType<string>(), file.Notes);

        static void Same(IEnumerable<string> english, IReadOnlyDictionary<string, string> rows) =>
            Assert.Equal(english.Distinct().Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_English_sentence_has_one_translation() =>
        Assert.All(Shipped.Rows.GroupBy(row => row.Key, StringComparer.Ordinal), rows => Assert.Single(rows));

    [Fact]
    public void Both_languages_say_the_same_numbers() =>
        Assert.All(Shipped.Rows, row => Assert.Equal(Numbers(row.Key), Numbers(row.Value)));

    [Fact]
    public void Nothing_stands_in_Spanish_as_it_does_in_English_but_what_both_write_alike()
    {
        var alike = Shipped.Rows.Where(row => row.Key == row.Value).Select(row => row.Key).Order(StringComparer.Ordinal);
        Assert.Equal(new[] { "%", "/min", "102.5 F", "98 F", "diabetes", "kg", "mg/dL", "mmHg", "°C", "{0} ({1})", "{0} {1}: {2}", "{0}, {1}" }.Order(StringComparer.Ordinal), alike);
    }

    [Fact]
    public void The_file_says_that_nobody_has_reviewed_it() =>
        Assert.Contains("must be reviewed by a bilingual veterinarian", Shipped.Notice, StringComparison.Ordinal);

    /// <summary>Whatever a case comes to, with values measured and unknown: no word of the answer stays English.</summary>
    [Fact]
    public void Everything_that_an_answer_says_is_said_in_Spanish()
    {
        var english = Cases.Rules.Sayings.Select(p => p.English).Except(Shipped.Rows.Where(row => row.Key == row.Value).Select(row => row.Key)).ToHashSet(StringComparer.Ordinal);
        (Vital Vital, double[] Values)[] measured =
        [
            (Vital.Temperature, [34.5, 41.7]), (Vital.HeartRate, [10, 650]), (Vital.RespiratoryRate, [2, 51.5]), (Vital.CapillaryRefill, [6]), (Vital.Glucose, [30, 75, 280, 400]),
            (Vital.WeightChange, [-12, 9]), (Vital.HoursWithoutFood, [30]), (Vital.HoursWithoutDroppings, [20]),
        ];
        var said = new List<(string English, string Spanish)>();
        foreach (var species in Species.All)
            foreach (var sign in Cases.Rules.File.Signs)
                foreach (var patient in new[] { Cases.Grown(species).With("diabetes"), new Patient(species, Cases.Today) })
                    Listen(patient.Reports(sign.Id, Facts.None));
        foreach (var species in Species.All)
            foreach (var (vital, values) in measured)
                foreach (var value in values)
                    Listen(Cases.Grown(species).Reports(new Vitals { [vital] = value, [Vital.UsualRespiratoryRate] = 20 }, "fleas"));

        Assert.True(said.Count > 10_000);
        Assert.All(said.Distinct(), pair =>
        {
            Assert.NotEqual(pair.English, pair.Spanish);
            Assert.Equal(Numbers(pair.English), Numbers(pair.Spanish));
            Assert.DoesNotContain(pair.Spanish, english);
        });

        void Listen(Verdict verdict)
        {
            said.Add((verdict.OwnerText, Spanish.Of(verdict.OwnerText)));
            foreach (var (was, now) in verdict.Reasons.Zip(Spanish.Of(verdict.Reasons)))
            {
                said.Add((was.Advice, now.Advice));
                said.AddRange(was.Why.Zip(now.Why));
            }
            foreach (var (was, now) in verdict.Next.Zip(Spanish.Of(verdict.Next)))
            {
                said.Add((was.Text, now.Text));
                said.AddRange((was.OnTheWay ?? []).Zip(now.OnTheWay ?? []));
            }
            said.AddRange(verdict.Unanswered.Zip(Spanish.Of(verdict.Unanswered), (was, now) => (was.If, now.If)));
        }
    }

    [Fact]
    public void A_composed_reason_is_put_together_in_the_order_of_the_language()
    {
        var cat = Cases.Male("cat").Reports("straining-no-urine");
        Assert.Contains("macho", string.Join(' ', Spanish.Of(cat.Reasons[0]).Why) + string.Join(' ', Spanish.Of(Cases.Male("cat").Reports("frequent-small-urine").Reasons[0]).Why), StringComparison.Ordinal);
        var hot = Cases.Grown("dog").Reports(new Vitals { [Vital.Temperature] = 41.7 }, "fleas").Reasons.Single(r => r.Sign == "vital-temperature");
        Assert.Equal(["41.7 °C: 41 or more (problems start when it stays above 41 C)"], hot.Why);
        Assert.Equal(["41.7 °C: 41 o más (los problemas empiezan cuando se mantiene por encima de 41 C)"], Spanish.Of(hot).Why);
        Assert.Equal("Mida otra vez en reposo para estar seguro y diga al veterinario las dos cifras.", Spanish.Of(hot).Advice);
    }

    [Theory]
    [InlineData("39.6 °C: above 39.5 of the plan", "39.6 °C: más de 39.5 del plan")]
    [InlineData("24 /min: below 30 of the plan", "24 /min: menos de 30 del plan")]
    [InlineData("8 points: above 7 of the plan", "8 puntos: más de 7 del plan")]
    public void A_limit_of_a_plan_is_said_with_its_numbers(string english, string spanish) => Assert.Equal(spanish, Spanish.Of(english));

    [Fact]
    public void A_row_that_is_missing_leaves_the_sentence_English_and_the_others_Spanish()
    {
        var less = JsonNode.Parse(File)!;
        less["advice"]!.AsObject().Remove("Keep calm and cool, do not restrain the neck, leave for a clinic now and call on the way.");
        less["words"]!.AsObject().Remove("hours");
        var some = RulesReader.Read(Resource("triage-rules.json"), Resource("vital-ranges.json"), Encoding.UTF8.GetBytes(less.ToJsonString())).In(Language.Es);
        const string advice = "Keep calm and cool, do not restrain the neck, leave for a clinic now and call on the way.";
        Assert.Equal(advice, some.Of(advice));
        Assert.Equal("24 hours or more", some.Of("24 hours or more"));
        Assert.Equal("Que lo vean en persona hoy.", some.Of("Be seen in person today."));
        Assert.Equal("24 horas o más", Spanish.Of("24 hours or more"));
    }

    [Fact]
    public void A_sentence_of_older_rules_is_shown_as_it_was_said()
    {
        Assert.Equal("Go home.", Spanish.Of("Go home."));
        Assert.Equal("41.7 °C: too hot", Spanish.Of("41.7 °C: too hot"));
        Assert.Equal("about °C: 41 or more", Spanish.Of("about °C: 41 or more"));
        Assert.Equal("", Spanish.Of(""));
    }

    [Fact]
    public void English_is_told_as_it_is()
    {
        var verdict = Cases.Grown("dog").Reports("breathing-difficulty");
        Assert.Same(verdict.Reasons, Cases.Rules.In(Language.En).Of(verdict.Reasons));
        Assert.Same(verdict.Next, Cases.Rules.In(Language.En).Of(verdict.Next));
    }

    [Fact]
    public void A_translation_that_is_no_JSON_of_its_kind_is_refused_when_it_is_asked_for()
    {
        var rules = RulesReader.Read(Resource("triage-rules.json"), Resource("vital-ranges.json"), "{\"notice\": 3}"u8.ToArray());
        Assert.Equal("Be seen in person today.", rules.OwnerText(Level.UrgentSameDay));
        Assert.Throws<RuleDataException>(() => rules.In(Language.Es));
    }

    private static IReadOnlyList<string> Numbers(string text) => [.. Digits().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal)];

    private static byte[] Resource(string name)
    {
        using var stream = typeof(RulesReader).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
