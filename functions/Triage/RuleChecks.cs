namespace VetVisits.Triage;

/// <summary>What must hold of the rule data before it is compiled.</summary>
internal static class RuleChecks
{
    public static void Check(RuleFile file, List<string> wrong)
    {
        var meta = file.Meta;
        Require(meta.Levels.Select(l => (l.Id, l.Rank)).SequenceEqual(Enum.GetValues<Level>().Select(l => (l.Id(), (int)l))), "meta.levels are not the five levels in order");
        Require(meta.Count == file.Signs.Count, $"meta.count says {meta.Count} signs, there are {file.Signs.Count}");
        Twice("sign", file.Signs.Select(s => s.Id));
        Twice("modifier key", meta.ModifierKeys);
        Require(meta.BreedGroups.Count < 64 && meta.KnownConditions.Count < 64, "at most 63 breed groups and known conditions");
        foreach (var (group, row) in meta.BreedGroups)
            Require(row.Breeds.Count > 0 && row.Unsourced.All(row.Breeds.Contains), $"{group}: breeds missing, or an unsourced one that is not in the group");
        foreach (var sign in file.Signs) Check(sign, meta);
        foreach (var unused in meta.ModifierKeys.Except(file.Signs.SelectMany(s => s.Modifiers).SelectMany(m => m.When.Keys)))
            wrong.Add($"meta.modifier_keys names {unused}, which no modifier uses");

        void Check(SignRow sign, RuleMeta of)
        {
            Require(sign.Id.Length > 0 && sign.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'), $"{sign.Id}: ids are small letters, digits and hyphens");
            Require(Said(sign.Question) && Said(sign.Advice) && Said(sign.Category), $"{sign.Id}: question, advice or category is empty");
            Require(sign.Species.Count > 0 && sign.Species.All(Animals.Species.All.Contains), $"{sign.Id}: a species that is not known");
            Twice($"{sign.Id}: species", sign.Species);
            Require(sign.Basis is "sourced" or "inferred", $"{sign.Id}: basis is sourced or inferred");
            Require(sign.Sources.Count > 0, $"{sign.Id}: without a source");
            foreach (var source in sign.Sources) Require(IsPage(source), $"{sign.Id}: {source} is no address of a page");
            var level = Levels.Parse(sign.Level);
            Require(level is not null, $"{sign.Id}: the level {sign.Level} is not known");
            Require(!sign.TelemedicineSuitable || level >= Level.Soon, $"{sign.Id}: suitable for video at a level that is not");
            foreach (var modifier in sign.Modifiers)
            {
                Require(Levels.Parse(modifier.Level) is not null, $"{sign.Id}: the level {modifier.Level} is not known");
                Require(modifier.When.Count > 0, $"{sign.Id}: a modifier without a condition");
                foreach (var key in modifier.When.Keys.Except(of.ModifierKeys)) wrong.Add($"{sign.Id}: {key} is not in meta.modifier_keys");
            }
        }

        void Twice(string what, IEnumerable<string> names)
        {
            foreach (var name in names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key)) wrong.Add($"{what} {name} is there twice");
        }

        void Require(bool holds, string otherwise)
        {
            if (!holds) wrong.Add(otherwise);
        }
    }

    public static bool IsPage(string source) => Uri.TryCreate(source, UriKind.Absolute, out var page) && page.Scheme is "http" or "https";

    private static bool Said(string text) => !string.IsNullOrWhiteSpace(text);
}
