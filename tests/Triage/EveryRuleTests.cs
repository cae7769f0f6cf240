using System.Text.Json;
using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

/// <summary>Tests made from the data: every sign in every species, every modifier matching, not matching and unknown.</summary>
public sealed class EveryRuleTests
{
    public static TheoryData<string> AllSpecies => [.. Species.All];

    public static TheoryData<string, int> Modifiers
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var sign in Cases.Rules.File.Signs)
                for (var i = 0; i < sign.Modifiers.Count; i++) all.Add(sign.Id, i);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(AllSpecies))]
    public void Every_sign_alone_comes_to_what_the_table_says_for_the_species(string species)
    {
        foreach (var sign in Cases.Rules.File.Signs)
        {
            var asked = new Case(Cases.Grown(species), [new(sign.Id, Cases.Vaccinated)], Vitals.None);
            var verdict = Cases.Rules.Answer(asked);
            Assert.True(PlainReading.LevelOf(sign, asked) == verdict.Level, $"{sign.Id} in a {species}: {verdict.Level}");
            Assert.Equal(sign.TelemedicineSuitable && verdict.Level >= Level.Soon, verdict.TelemedicineSuitable);
            Assert.Equal(sign.InPersonLikely || !verdict.TelemedicineSuitable, verdict.InPersonLikely);
            Assert.NotEmpty(verdict.Next);
            var reason = Assert.Single(verdict.Reasons);
            Assert.NotEmpty(reason.Sources);
            Assert.NotEmpty(reason.Why);
            if (!sign.Species.Contains(species)) Assert.True(verdict.Level <= Level.UrgentSameDay, $"{sign.Id} in a {species}");
        }
    }

    [Theory]
    [MemberData(nameof(Modifiers))]
    public void A_modifier_counts_when_all_of_it_holds_and_not_when_any_of_it_fails_or_is_unknown_to_lower(string id, int position)
    {
        var sign = Cases.Rules.File.Signs.Single(s => s.Id == id);
        var modifier = sign.Modifiers[position];
        var (baseLevel, to) = (Levels.Parse(sign.Level)!.Value, Levels.Parse(modifier.Level)!.Value);

        var matching = Such(sign, modifier.When, skip: null);
        var level = Cases.Rules.Answer(matching).Reasons.Single(r => r.Sign == id).Level;
        Assert.Equal(PlainReading.LevelOf(sign, matching), level);
        if (to <= baseLevel) Assert.True(level <= to, $"{id}/{position} matches and should be at least {to}");
        else Assert.True(level == to || sign.Modifiers.Any(m => Levels.Parse(m.Level) <= to), $"{id}/{position} should lower to {to}");

        foreach (var key in modifier.When.Keys)
        {
            var unknown = Such(sign, modifier.When, skip: key);
            var then = Cases.Rules.Answer(unknown).Reasons.Single(r => r.Sign == id).Level;
            Assert.Equal(PlainReading.LevelOf(sign, unknown), then);
            if (to > baseLevel && key is not ("without_signs" or "species" or "known_condition")) Assert.True(then <= baseLevel, $"{id}/{position}: {key} is unknown and must not lower");
        }
    }

    [Fact]
    public void The_engine_agrees_with_a_plain_reading_on_ten_thousand_random_cases()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 10_000; i++)
        {
            var asked = RandomCases.Next(random);
            var verdict = Cases.Rules.Answer(asked);
            foreach (var reported in asked.Signs)
            {
                var sign = Cases.Rules.File.Signs.Single(s => s.Id == reported.SignId);
                Assert.Equal(PlainReading.LevelOf(sign, asked), verdict.Reasons.Single(r => r.Sign == sign.Id).Level);
            }
        }
    }

    /// <summary>A case in which these conditions hold; the skipped one is left unknown.</summary>
    private static Case Such(SignRow sign, IReadOnlyDictionary<string, JsonElement> when, string? skip)
    {
        var patient = Cases.Grown(sign.Species[0]) with { Breed = "mixed" };
        var facts = Cases.Vaccinated;
        var signs = new List<string> { sign.Id };
        foreach (var (key, value) in when)
        {
            var (name, number) = value.ValueKind == JsonValueKind.Number ? (key[..^4], value.GetDouble()) : (key, 0);
            // Both bounds of one number are one fact.
            var leave = skip is not null && (key == skip || (value.ValueKind == JsonValueKind.Number && skip.StartsWith(name, StringComparison.Ordinal)));
            if (key.EndsWith("_max", StringComparison.Ordinal) && when.TryGetValue($"{name}_min", out var least)) number = (least.GetDouble() + number) / 2;
            else if (key.EndsWith("_max", StringComparison.Ordinal)) number /= 2;
            switch (key)
            {
                case "species": patient = patient with { Species = PlainReading.Strings(value)[0] }; break;
                case "sex": patient = patient with { Sex = leave ? Sex.Unknown : value.GetString() == "male" ? Sex.Male : Sex.Female }; break;
                case "neutered": patient = patient with { Neutered = leave ? null : value.GetBoolean() }; break;
                case "age_max_months": patient = patient with { BirthDate = leave ? null : patient.Today.PlusMonths(-value.GetInt32()).PlusDays(1) }; break;
                case "age_max_weeks": patient = patient with { BirthDate = leave ? null : patient.Today.PlusWeeks(-value.GetInt32()).PlusDays(1) }; break;
                case "breed_group": patient = patient with { Breed = leave ? null : Cases.Rules.File.Meta.BreedGroups[value.GetString()!].Breeds[0] }; break;
                case "known_condition": patient = patient with { Conditions = leave ? null : [PlainReading.Strings(value)[0]] }; break;
                case "with_signs_any" when !leave: signs.Add(PlainReading.Strings(value)[0]); break;
                case "without_signs" or "with_signs_any": break;
                case "location" when !leave: facts = facts.With(WordFact.Location, [PlainReading.Strings(value)[0]]); break;
                case "object" when !leave: facts = facts.With(WordFact.Swallowed, [PlainReading.Strings(value)[0]]); break;
                case "location" or "object": break;
                case "duration_days_min" when !leave: facts = facts.With(NumberFact.DurationHours, Bounds.Exactly(number * 24)); break;
                case "duration_days_min": break;
                default:
                    if (FactNames.KindOf(name) == FactKind.YesNo) facts = facts.With(RandomCases.YesNo[name], leave ? null : value.GetBoolean());
                    else if (!leave) facts = facts.With(RandomCases.Numbers[name], Bounds.Exactly(number));
                    break;
            }
        }
        return new(patient, [.. signs.Select(s => new Reported(s, s == sign.Id ? facts : Cases.Vaccinated))], Vitals.None);
    }
}
