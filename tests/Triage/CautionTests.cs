using FsCheck.Xunit;
using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

/// <summary>What must hold whatever the data says: more trouble is never less urgent, and what nobody knows never calms.</summary>
public sealed class CautionTests
{
    [Property(MaxTest = 2000)]
    public bool One_more_sign_never_makes_a_case_milder(int seed)
    {
        var random = new Random(seed);
        var asked = RandomCases.Next(random);
        var all = Cases.Rules.File.Signs;
        var more = all[random.Next(all.Count)];
        if (asked.Signs.Any(s => s.SignId == more.Id)) return true;
        var (before, after) = (Cases.Rules.Answer(asked), Cases.Rules.Answer(asked with { Signs = [.. asked.Signs, new Reported(more.Id, RandomCases.Facts(random))] }));
        return after.Level <= before.Level && (before.TelemedicineSuitable || !after.TelemedicineSuitable) && (!before.InPersonLikely || after.InPersonLikely);
    }

    [Property(MaxTest = 2000)]
    public bool The_order_of_signs_changes_nothing(int seed)
    {
        var random = new Random(seed);
        var asked = RandomCases.Next(random);
        var shuffled = asked.Signs.ToArray();
        random.Shuffle(shuffled);
        return Json.Write(Cases.Rules.Answer(asked)) == Json.Write(Cases.Rules.Answer(asked with { Signs = shuffled }));
    }

    [Property(MaxTest = 2000)]
    public bool A_measured_value_never_makes_a_case_milder_unless_a_rule_asks_for_it(int seed)
    {
        var random = new Random(seed);
        var asked = RandomCases.Next(random);
        // Glucose is the one measurement that a modifier lowers on: a known, harmless value between its bounds.
        var vital = (Vital)random.Next(Enum.GetValues<Vital>().Length);
        if (vital == Vital.Glucose) return true;
        var kind = VitalKind.Of(vital);
        var value = kind.Least + (random.NextDouble() * (kind.Most - kind.Least));
        return Cases.Rules.Answer(asked with { Vitals = new Vitals { [vital] = value } }).Level <= Cases.Rules.Answer(asked).Level;
    }

    [Property(MaxTest = 2000)]
    public bool An_animal_of_which_less_is_known_is_never_answered_milder(int seed)
    {
        var random = new Random(seed);
        var asked = RandomCases.Next(random);
        var known = Cases.Rules.Answer(asked).Level;
        var p = asked.Patient;
        return new[] { p with { Sex = Sex.Unknown }, p with { Neutered = null }, p with { BirthDate = null } }
            .All(less => Cases.Rules.Answer(asked with { Patient = less }).Level <= known);
    }

    [Property(MaxTest = 2000)]
    public bool A_fact_that_is_forgotten_never_lowers_below_what_the_table_starts_from(int seed)
    {
        var asked = RandomCases.Next(new Random(seed));
        var verdict = Cases.Rules.Answer(asked with { Signs = [.. asked.Signs.Select(s => s with { Facts = Facts.None })] });
        // Only what the record and the other signs say may lower then, and no rule of the table lowers on those alone.
        return verdict.Reasons.All(r => r.Level <= Levels.Parse(Cases.Rules.File.Signs.Single(s => s.Id == r.Sign).Level));
    }

    [Property(MaxTest = 500)]
    public bool An_emergency_offers_nothing_to_book_and_a_case_for_hands_only_teletriage(int seed)
    {
        var verdict = Cases.Rules.Answer(RandomCases.Next(new Random(seed)));
        var bookable = verdict.Next.SelectMany(n => n.Services ?? []).ToList();
        return verdict.Level.IsEmergency() ? bookable.Count == 0 && verdict.Next[0].Action == "go-in-person"
            : verdict.TelemedicineSuitable ? bookable.Contains("telemedicine") : bookable is ["teletriage"];
    }
}
