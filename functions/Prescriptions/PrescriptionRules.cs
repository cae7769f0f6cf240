using NodaTime;
using VetVisits.Journal;
using VetVisits.Vcpr;

namespace VetVisits.Prescriptions;

/// <summary>What may be prescribed and supplied again. Pure: the law's answer, the animal, what was prescribed before.</summary>
public static class PrescriptionRules
{
    /// <summary>House rules: nothing is supplied a year after it was written, a controlled substance half a year after.</summary>
    public const int LongestMonths = 12;
    public const int LongestControlledMonths = 6;

    /// <summary>Beyond twice the usual dose no reason helps: that is a slip of the decimal point.</summary>
    public const decimal Absurd = 2;

    public static Decision Write(PrescriptionBook book, PrescriptionWritten wanted, Answer law)
    {
        if (book.ById.Count >= PrescriptionBook.Most)
            return Decision.No(Refusal.Conflict("too-many-prescriptions", "This animal's record holds as many prescriptions as it can."));
        var refusal = Dangerous(wanted) ?? Unsaid(wanted.Drug) ?? Unlawful(book, wanted, law) ?? Undosed(wanted);
        return refusal is null ? Decision.Of(wanted with { ExpiresOn = Expiry(wanted, law.Prescribing) }) : Decision.No(refusal);
    }

    /// <summary>Poisons for the species. There is no override.</summary>
    private static Refusal? Dangerous(PrescriptionWritten wanted)
    {
        if (Dangers.For(wanted.Species, wanted.Drug) is { } danger)
            return Sourced("species-danger", $"{danger.Why} It is never prescribed for this species, and nobody can set this aside.", danger);
        return Dangers.Unread(wanted.Species, wanted.Drug) is { } unread
            ? Sourced("excipients-unread", $"{unread.Why} Read the label and send drug.excipients, or prescribe another form.", unread)
            : null;

        static Refusal Sourced(string code, string text, Danger danger) =>
            new(422, code, text, new Dictionary<string, object?>(StringComparer.Ordinal) { ["danger"] = danger.Id, ["sources"] = danger.Sources });
    }

    /// <summary>The limits go by what the vet says of the drug; what everybody knows of it cannot be left out.</summary>
    private static Refusal? Unsaid(Drug drug) => Dangers.Unsaid(drug) is { } known
        ? new(422, known.Is == KnownAs.Controlled ? "controlled-unsaid" : "antimicrobial-unsaid",
            known.Is == KnownAs.Controlled ? $"This is a controlled substance ({known.Id.Replace('-', ' ')} in the United States). Say so in drug.class." : "This is an antimicrobial. Send drug.antimicrobial as true.",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["sources"] = known.Sources })
        : null;

    private static Refusal? Unlawful(PrescriptionBook book, PrescriptionWritten wanted, Answer law)
    {
        var may = law.Prescribing;
        if (!may.Allowed) return Because("prescribing-not-allowed", "Nothing may be prescribed here.", law, may.Limits.Select(l => l.Code));
        if (Barred(wanted.Drug, law) is { } barred) return barred;
        var (drug, supply, days) = (wanted.Drug, wanted.Supply, wanted.Dosing.Days);

        // The law counts from the start of the relationship, over every prescription of the same drug: a second one is no way round the first.
        var since = law.Relationship.Since ?? wanted.On;
        var earlier = book.ById.Values.Where(p => p.Cancelled is null && p.Written.On >= since && p.Written.Drug.SameAs(drug)).ToArray();
        var before = earlier.Sum(p => p.Written.Supply.TotalDays(p.Written.Dosing.Days));
        var total = before + supply.TotalDays(days);
        if (earlier.Length == 0 && days > may.InitialMaxDays) return Because("too-many-days", $"The first supply is at most {may.InitialMaxDays} days.", law, "initial-days", "emergency-days", "limit-unknown");
        if (earlier.Length > 0 && may.Renewals is { } allowed && earlier.Sum(p => 1 + p.Written.Supply.Refills) + supply.Refills > allowed)
            return Because("too-many-renewals", "This drug was prescribed before in the same relationship, and no further renewal is allowed.", law, "renewals", "renewals-unknown");
        if (supply.Refills > may.Renewals) return Because("too-many-renewals", $"At most {may.Renewals} renewals.", law, "renewals", "renewals-unknown");
        if ((supply.Refills > 0 && supply.RefillDays > may.RenewalMaxDays) || (earlier.Length > 0 && days > may.RenewalMaxDays))
            return Because("too-many-days", $"A renewal is at most {may.RenewalMaxDays} days.", law, "renewal-days", "limit-bounded");
        if (TooManyDays(drug, total, law) is { } tooMany) return tooMany;
        if (may.MaxDurationMonths is { } months && wanted.On.PlusDays(supply.TotalDays(days)) > wanted.On.PlusMonths(months))
            return Because("too-long", $"A prescription runs at most {months} months.", law, "duration-months");
        return null;
    }

    /// <summary>What the law bars whatever the days: a kind of drug, or the way it is used.</summary>
    private static Refusal? Barred(Drug drug, Answer law)
    {
        var may = law.Prescribing;
        if (drug.Controlled && !may.Controlled) return Because("controlled-barred", "A controlled substance needs an examination in person.", law, "controlled-barred");
        if (drug.Product == Product.HumanDrug && !may.HumanDrugs) return Because("human-drug-barred", "A human drug needs an examination in person.", law, "human-drugs-barred");
        if (drug.Product == Product.Compounded && !may.Compounded) return Because("compounded-barred", "A compounded drug needs an examination in person.", law, "compounded-barred");
        if (drug.Product == Product.FeedDirective && !may.FeedDirective) return Because("feed-directive-barred", "A feed directive needs an examination in person.", law, "feed-directive-barred");
        if (!drug.AsLabelled && !may.Extralabel) return Because("extralabel-barred", "Use off the label needs an examination in person.", law, "extralabel-barred");
        return null;
    }

    private static Refusal? Undosed(PrescriptionWritten wanted)
    {
        if (Dangers.Dose(wanted.Species, wanted.Drug) is not { } range || wanted.Dosing.MgPerDose is not { } mg) return null;
        if (wanted.WeightKg is not { } kg || kg <= 0)
            return Refusal.Invalid("weight-missing", "The dose of this drug goes by weight, and the animal's weight is not known. Ask the owner to weigh it.");
        var given = mg / kg;
        if (given >= range.LowMgPerKg && given <= range.HighMgPerKg) return null;
        var absurd = given > range.HighMgPerKg * Absurd;
        if (!absurd && !string.IsNullOrWhiteSpace(wanted.DoseReason)) return null;
        return new(422, absurd ? "dose-absurd" : "dose-unusual",
            $"{mg:0.###} mg for {kg:0.###} kg is {given:0.###} mg/kg; usual is {range.LowMgPerKg} to {range.HighMgPerKg}. {(absurd ? "Check the decimal point." : "If it is meant, say why in doseReason.")}",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["sources"] = range.Sources });
    }

    private static LocalDate Expiry(PrescriptionWritten wanted, Prescribing may)
    {
        var months = Math.Min(wanted.Drug.Controlled ? LongestControlledMonths : LongestMonths, may.MaxDurationMonths ?? LongestMonths);
        var last = wanted.On.PlusMonths(months);
        return may.MaxDays is { } days ? LocalDate.Min(last, wanted.On.PlusDays(days + 1)) : last;
    }

    public static Decision Cancel(PrescriptionBook book, PrescriptionCancelled wanted) => book.ById.GetValueOrDefault(wanted.PrescriptionId) switch
    {
        null => Decision.No(Refusal.NotFound("prescription")),
        { Cancelled: not null } => Decision.Nothing,
        _ => Decision.Of(wanted),
    };

    /// <summary>The owner asks for a refill: the rule refuses at once what no vet could grant, with its reason, and the rest waits for the vet.</summary>
    public static Decision Ask(PrescriptionBook book, RefillAsked wanted, Answer law, LocalDate today)
    {
        if (book.ById.GetValueOrDefault(wanted.PrescriptionId) is not { } prescription) return Decision.No(Refusal.NotFound("prescription"));
        if (prescription.Pending is not null) return Decision.No(Refusal.Conflict("refill-pending", "A refill has been asked for already; the vet will decide."));
        if (prescription.Refills.Count >= 30) return Decision.No(Refusal.Conflict("too-many-refills-asked", "Ask the vet in a visit."));
        return Why(book, prescription, law, today) is { } no
            ? Decision.Of(wanted, new RefillRefused(wanted.RefillId, wanted.PrescriptionId, null, no.Code, no.Detail))
            : Decision.Of(wanted);
    }

    public static Decision Grant(PrescriptionBook book, RefillGranted wanted, Answer law) => (book.ById.GetValueOrDefault(wanted.PrescriptionId), wanted) switch
    {
        (null, _) => Decision.No(Refusal.NotFound("prescription")),
        ({ Pending: null }, _) => Decision.No(Refusal.Conflict("refill-decided", "This refill has been decided already.")),
        ({ Pending: { } pending }, _) when pending.RefillId != wanted.RefillId => Decision.No(Refusal.Conflict("refill-decided", "This refill has been decided already.")),
        ({ } prescription, _) => Why(book, prescription, law, wanted.On) is { } no ? Decision.No(no) : Decision.Of(wanted),
    };

    public static Decision Refuse(PrescriptionBook book, RefillRefused wanted) => book.ById.GetValueOrDefault(wanted.PrescriptionId) switch
    {
        null => Decision.No(Refusal.NotFound("prescription")),
        { Pending: { } pending } when pending.RefillId == wanted.RefillId => Decision.Of(wanted),
        _ => Decision.No(Refusal.Conflict("refill-decided", "This refill has been decided already.")),
    };

    // A refill is judged by the law of its own day: the relationship that the prescription was written in may have lapsed, and another, begun by video, stand in its place.
    private static Refusal? Why(PrescriptionBook book, Prescription prescription, Answer law, LocalDate today) => prescription.StandingOn(today) switch
    {
        PrescriptionStanding.Cancelled => Refusal.Conflict("prescription-cancelled", "The vet cancelled this prescription."),
        PrescriptionStanding.Expired => Refusal.Conflict("prescription-expired", "This prescription has expired. A new visit can renew it."),
        _ when prescription.RefillsLeft == 0 => Refusal.Conflict("no-refills-left", "All refills of this prescription were given. A new visit can renew it."),
        // What has become known as a poison since it was written.
        _ when Dangerous(prescription.Written) is { } danger => danger,
        _ when !law.Allowed => law.Refusal(),
        _ when !law.Prescribing.Allowed => Because("prescribing-not-allowed", "Nothing may be supplied again without an examination in person.", law, law.Prescribing.Limits.Select(l => l.Code)),
        _ => Barred(prescription.Written.Drug, law) ?? TooMuch(book, prescription.Written, law, today),
    };

    private static Refusal? TooMuch(PrescriptionBook book, PrescriptionWritten written, Answer law, LocalDate today)
    {
        var (may, days, since) = (law.Prescribing, written.Supply.RefillDays, law.Relationship.Since ?? today);
        var supplied = book.ById.Values.Where(p => p.Written.Drug.SameAs(written.Drug)).SelectMany(p => p.Supplied(since)).ToArray();
        // A refill is a renewal also where the first supply came under an earlier relationship.
        if (Math.Max(1, supplied.Length) > may.Renewals) return Because("too-many-renewals", "No further renewal before the animal was examined in person.", law, "renewals", "renewals-unknown");
        if (days > may.RenewalMaxDays) return Because("too-many-days", $"A renewal is at most {may.RenewalMaxDays} days.", law, "renewal-days", "limit-bounded");
        if (may.MaxDurationMonths is { } months && today >= written.On.PlusMonths(months)) return Because("too-long", $"A prescription runs at most {months} months.", law, "duration-months");
        return TooManyDays(written.Drug, supplied.Sum() + days, law);
    }

    /// <param name="total">The days of all supplies of the drug in this relationship, the wanted one included.</param>
    private static Refusal? TooManyDays(Drug drug, int total, Answer law)
    {
        var may = law.Prescribing;
        if (drug.Antimicrobial && total > may.AntimicrobialMaxDays)
            return Because("antimicrobial-limit", may.AntimicrobialMaxDays == 0 ? "Antimicrobials need an examination in person." : $"Antimicrobials are at most {may.AntimicrobialMaxDays} days in all.", law, "antimicrobial-days", "limit-bounded");
        return total > may.TotalMaxDays ? Because("too-many-days", $"All supplies of this drug are at most {may.TotalMaxDays} days.", law, "total-days", "emergency-days") : null;
    }

    private static Refusal Because(string code, string text, Answer law, params IEnumerable<string> limits)
    {
        var reasons = law.Prescribing.Limits.Where(l => limits.Contains(l.Code)).ToArray();
        return new(422, code, text, new Dictionary<string, object?>(StringComparer.Ordinal) { ["reasons"] = reasons, ["rulesVersion"] = law.RulesVersion });
    }
}
