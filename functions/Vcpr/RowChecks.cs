using System.Text.RegularExpressions;

namespace VetVisits.Vcpr;

/// <summary>What a row must hold together before anybody decides by it.</summary>
public static partial class RowChecks
{
    /// <summary>What a visit may be asked to do first. A word that is not here would be a duty that nobody checks.</summary>
    public static IReadOnlyDictionary<string, string> KnownSteps { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["consent-recorded"] = "Record the owner's consent to telehealth.",
        ["identity-confirmed"] = "Confirm who the owner is and which animal this is.",
        ["location-confirmed"] = "Confirm where the animal is at this moment.",
        ["licence-shown"] = "Give the owner your name, licence state and number.",
        ["history-reviewed"] = "Review the animal's history.",
        ["examination-by-video"] = "Examine the animal by live video, as far as the complaint needs.",
        ["second-contact-channel"] = "Agree on a second way to reach each other if the connection drops.",
        ["in-person-follow-up-named"] = "Name a clinic near the animal for care in person.",
        ["federal-limits-told"] = "Say that federal law limits what can be prescribed after an examination by video.",
        ["pharmacy-choice-told"] = "Say that some drugs may be had from a pharmacy of the owner's choice.",
    };

    public static IEnumerable<string> Faults(string region, IReadOnlyList<Row> rows)
    {
        if (!RegionName().IsMatch(region)) yield return $"{region}: a region is an ISO 3166-2 code such as US-CA, or a country such as GB.";
        if (rows.Count == 0) yield return $"{region}: no row.";
        foreach (var row in rows)
            foreach (var fault in Faults(row))
                yield return $"{region}: {fault}";
        foreach (var fault in Overlaps(rows)) yield return $"{region}: {fault}";
    }

    public static IEnumerable<string> Faults(FederalRule rule)
    {
        if (rule.Confidence == Confidence.High && rule.Sources.Count == 0) yield return "federal_us: high confidence needs a source.";
        foreach (var source in rule.Sources.Where(s => !IsAddress(s))) yield return $"federal_us: {source} is not a web address.";
        if (rule.AppliesTo.Count == 0) yield return "federal_us: applies_to is empty.";
        // The engine knows one federal rule, the one that a video-only start does not satisfy. Another would need code, so it must not load silently.
        if (rule.TeleOnlyValid) yield return "federal_us: tele_only_valid is true, which this engine does not know how to apply.";
    }

    private static IEnumerable<string> Faults(Row row)
    {
        var opens = row.ElectronicVcpr is ElectronicStart.SynchronousVideo or ElectronicStart.AnyElectronic;
        if (row.Confidence == Confidence.High && string.IsNullOrWhiteSpace(row.Source)) yield return "high confidence needs a source.";
        if (row.Source is not null && !IsAddress(row.Source)) yield return "source is not a web address.";
        if (!row.MoreSources.All(IsAddress)) yield return "more_sources holds something that is not a web address.";
        if (row.Confidence == Confidence.High && string.IsNullOrWhiteSpace(row.Instrument)) yield return "high confidence needs the instrument that is cited.";
        if (opens != (row.RecommendedDefault == ProductDefault.AllowWithLimits))
            yield return "electronic_vcpr and recommended_default contradict each other.";
        if (opens && row.TextBasis != TextBasis.ExplicitPermission) yield return "an electronic start needs text_basis explicit-permission.";
        if (row.ElectronicVcpr == ElectronicStart.No && row.TextBasis is TextBasis.ExplicitPermission or TextBasis.PartialPermission or TextBasis.SecondaryPermission)
            yield return "electronic_vcpr is no, yet text_basis tells of a permission.";
        if (row.ElectronicVcpr != ElectronicStart.No && row.TextBasis is TextBasis.ExplicitProhibition or TextBasis.InPersonRequired)
            yield return "text_basis forbids what electronic_vcpr allows.";
        if (row.TextBasis == TextBasis.NotFound && (row.Confidence == Confidence.High || row.Source is not null)) yield return "text_basis not-found cannot have a source.";
        if ((row.TeleOnlyPrescribing is not null) != (row.ElectronicVcpr != ElectronicStart.No))
            yield return "tele_only_prescribing is stated where an electronic start may happen, and nowhere else.";
        if (row.AnimalsExcluded.Count > 0 != row.ExcludedUses is { Count: > 0 })
            yield return "animals_excluded and excluded_uses belong together: words for people, words for the engine.";
        if ((row.EmergencyStart is not null || row.SpecialistUnderReferral is true) && row.Exceptions.Count == 0)
            yield return "an exception for the engine needs its words in exceptions.";
        foreach (var step in row.Steps ?? [])
            if (!KnownSteps.ContainsKey(step)) yield return $"steps: {step} is not known.";
        if (row.InPersonRecencyMonths is <= 0 or > 36) yield return "in_person_recency_months is 1 to 36.";
        if (row.InPersonRecencyMonths > Ruling.HouseRecencyMonths && !row.Verified("in_person_recency_months"))
            yield return "in_person_recency_months: a figure that was not seen may only be stricter than the house rule.";
        if (row.EffectiveUntil <= row.EffectiveDate) yield return "effective_until is not after effective_date.";
        if (row.EffectiveDate is null && row.EffectiveUntil is not null) yield return "effective_until needs an effective_date.";
        foreach (var field in row.UnverifiedFields)
            if (!Doubtable.Contains(field)) yield return $"unverified_fields: {field} is not a field.";
        foreach (var fault in Figures(row, opens)) yield return fault;
    }

    private static IEnumerable<string> Figures(Row row, bool opens)
    {
        if (row.TeleOnlyPrescribing is not { } limits) yield break;
        int?[] days = [limits.InitialMaxDays, limits.RenewalMaxDays, limits.TotalMaxDays, limits.AntimicrobialMaxDays];
        if (days.Any(d => d is < 0 or > 366)) yield return "tele_only_prescribing: days are 0 to 366.";
        if (limits.RenewalsAllowed is < 0 or > 12) yield return "tele_only_prescribing: renewals_allowed is 0 to 12.";
        if (limits.MaxDurationMonths is <= 0 or > 24) yield return "tele_only_prescribing: max_duration_months is 1 to 24.";
        if (!opens && (days.Any(d => d is not null) || limits is not
            { RenewalsAllowed: null, MaxDurationMonths: null, ControlledSubstances: null, RacingAnimals: null, InPersonBeforeFurtherRenewal: null }))
            yield return "tele_only_prescribing: figures need an electronic start that is open.";
        if (limits is { InitialMaxDays: { } first, TotalMaxDays: { } total }
            && total != first + ((limits.RenewalsAllowed ?? 0) * (limits.RenewalMaxDays ?? 0)))
            yield return "tele_only_prescribing: total_max_days is not the first supply and its renewals.";
        if (limits.RenewalsAllowed is > 0 != limits.RenewalMaxDays is not null) yield return "tele_only_prescribing: renewals_allowed and renewal_max_days belong together.";
        if (limits.InPersonBeforeFurtherRenewal is false && !row.Verified("tele_only_prescribing.in_person_before_further_renewal"))
            yield return "tele_only_prescribing: a permission that was not seen is null, not false.";
    }

    private static IEnumerable<string> Overlaps(IReadOnlyList<Row> rows)
    {
        if (rows.Count < 2) yield break;
        if (rows.Any(r => r.EffectiveDate is null)) yield return "several rows, and one has no effective_date: nobody could tell which is in force.";
        var ordered = rows.OrderBy(r => r.EffectiveDate).ToArray();
        for (var i = 1; i < ordered.Length; i++)
            if (ordered[i - 1].EffectiveUntil is not { } until || until > ordered[i].EffectiveDate)
                yield return $"two rows are in force on {ordered[i].EffectiveDate:uuuu-MM-dd}; end the earlier with effective_until.";
    }

    private static bool IsAddress(string source) => Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static HashSet<string> Doubtable { get; } = new(StringComparer.Ordinal)
    {
        "electronic_vcpr", "continue_existing_by_telemedicine", "in_person_recency_months", "effective_date", "tele_only_prescribing",
        "tele_only_prescribing.initial_max_days", "tele_only_prescribing.renewals_allowed", "tele_only_prescribing.renewal_max_days",
        "tele_only_prescribing.total_max_days", "tele_only_prescribing.antimicrobial_max_days", "tele_only_prescribing.max_duration_months",
        "tele_only_prescribing.controlled_substances", "tele_only_prescribing.racing_animals", "tele_only_prescribing.in_person_before_further_renewal",
    };

    [GeneratedRegex("^[A-Z]{2}(-[A-Z0-9]{1,3})?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RegionName();
}
