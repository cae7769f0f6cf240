using System.Globalization;
using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>What may be prescribed, and for how long: by how the relationship came about.</summary>
public sealed partial class Law
{
    private readonly Citation federal;

    private Prescribing PrescribingIn(Question question, Ruling ruling, ServiceAnswer asked, Relationship relationship, StartByVisit? starts)
    {
        if (!asked.Allowed) return Prescribing.None([new("service-not-allowed", "Nothing is prescribed in a service that may not be given.", asked.No!.Citation)]);
        if (asked.Basis == ServiceBasis.NoVcprNeeded || asked.Service == ServiceIds.Teleconsulting)
            return Prescribing.None([new("vcpr-required", "Advice, triage and consults between vets end without a prescription: prescribing needs a relationship.", Types.Cite(ServiceIds.Refill))]);
        if (asked.Basis == ServiceBasis.ReferringVetsVcpr)
            return Prescribing.None([new("referring-vet-prescribes", "Under another vet's relationship, that vet prescribes.", Types.Cite(ServiceIds.Teleconsulting))]);
        return (starts?.How ?? relationship.How) switch
        {
            CameAbout.InPerson => AfterHands(ruling, relationship),
            CameAbout.SynchronousVideo => AfterVideo(question, ruling),
            CameAbout.EmergencyException => AfterEmergency(question, ruling, starts?.SeeInPersonBy ?? relationship.SeeInPersonBy!.Value),
            null => Prescribing.None([new("vcpr-required", "Prescribing needs a relationship.", Types.Cite(ServiceIds.Refill))]),
        };
    }

    // The limits of the data are about relationships without hands on the animal; after an examination in person none of them applies.
    private static Prescribing AfterHands(Ruling ruling, Relationship relationship)
    {
        var sure = !relationship.SameComplaintOnly;
        Reason[] limits = sure ? [] :
            [new("controlled-barred", "Where the law on continuing at a distance is not known, controlled substances are prescribed in person.", ruling.Cite("continue_existing_by_telemedicine"))];
        return new(true, CameAbout.InPerson, null, null, null, null, null, null, null, false, sure, true, true, true, true, limits);
    }

    private Prescribing AfterVideo(Question question, Ruling ruling)
    {
        var row = ruling.Row!;
        var law = row.TeleOnlyPrescribing!;
        var limits = new List<Reason>(12);
        if (question.Animal.Use == AnimalUse.Racing && (law.RacingAnimals == TeleOnly.Barred || !row.Verified(Field("racing_animals"))))
            return Prescribing.None([new(law.RacingAnimals is null ? "racing-unknown" : "racing-barred",
                "Nothing is prescribed for a racing animal on an examination by video.", ruling.Cite(Field("racing_animals")))]);

        // A horse of which nobody has said that it does not race may be one that does.
        if (question.Animal is { Species: "horse", Use: null } && law.RacingAnimals == TeleOnly.Barred)
            return Prescribing.None([new("animal-use-unknown", "The law bars drugs for race horses on an examination by video, and nobody has said what this horse is kept for. Say so, or examine it in person.", ruling.Cite(Field("racing_animals")))]);

        var unknown = false;
        var initial = Days(law.InitialMaxDays, "initial_max_days", "initial-days", "The first supply is at most {0} days.");
        var total = Days(law.TotalMaxDays, "total_max_days", "total-days", "All supplies together are at most {0} days.");
        var renewal = Days(law.RenewalMaxDays, "renewal_max_days", "renewal-days", "A renewal is at most {0} days.");
        var antimicrobial = Days(law.AntimicrobialMaxDays, "antimicrobial_max_days", "antimicrobial-days", "Antimicrobials are at most {0} days; 0 means none.");
        var months = Days(law.MaxDurationMonths, "max_duration_months", "duration-months", "A prescription runs at most {0} months.");

        var hands = law.InPersonBeforeFurtherRenewal is true || !row.Verified(Field("in_person_before_further_renewal"));
        if (hands) limits.Add(new(law.InPersonBeforeFurtherRenewal is null ? "in-person-before-renewal-unknown" : "in-person-before-renewal", "Further renewals need an examination in person.", ruling.Cite(Field("in_person_before_further_renewal"))));
        else if (law.InPersonBeforeFurtherRenewal is null) limits.Add(new("renewals-silent", "The text read sets no rule on renewals; the vet decides.", ruling.Cite(Field("in_person_before_further_renewal"))));
        var sureOfRenewals = row.Verified(Field("renewals_allowed"));
        var renewals = law.RenewalsAllowed ?? (hands || !sureOfRenewals ? 0 : null);
        if (renewals is { } count)
            limits.Add(new(law.RenewalsAllowed is null && !sureOfRenewals ? "renewals-unknown" : "renewals", count == 0 ? "No renewal before the animal was examined in person." : $"At most {count} renewal before the animal was examined in person.",
                ruling.Cite(law.RenewalsAllowed is null && sureOfRenewals ? Field("in_person_before_further_renewal") : Field("renewals_allowed"))));

        limits.Add(new("controlled-barred", "Controlled substances need an examination in person.",
            law.ControlledSubstances is null ? Ruling.House(Field("controlled_substances")) : ruling.Cite(Field("controlled_substances"))));
        AddLabelLimits(ruling, limits);
        var allowed = !unknown && initial != 0;
        return new(allowed, CameAbout.SynchronousVideo, unknown ? 0 : initial, renewals, renewals == 0 ? 0 : renewal, unknown ? 0 : total, antimicrobial, months, null,
            hands, false, false, false, false, false, limits);

        int? Days(int? figure, string field, string code, string words)
        {
            if (figure is { } days)
            {
                limits.Add(new(code, string.Format(CultureInfo.InvariantCulture, words, days), ruling.Cite(Field(field))));
                return days;
            }
            if (row.Verified(Field(field))) return null;
            // A figure that is missing where the field is in doubt is not "no limit". The total bounds it where there is one; else it is zero until somebody has read the text.
            if (law is { InitialMaxDays: not null, TotalMaxDays: { } bound })
            {
                limits.Add(new("limit-bounded", $"No figure was seen for this; the total of {bound} days bounds it.", ruling.Cite(Field(field))));
                return field == "max_duration_months" ? null : bound;
            }
            limits.Add(new("limit-unknown", "The limit was not seen in a text: nothing is prescribed on an examination by video until it is.", ruling.Cite(Field(field))));
            unknown = true;
            return field == "max_duration_months" ? null : 0;
        }
    }

    private static string Field(string name) => $"tele_only_prescribing.{name}";

    private Prescribing AfterEmergency(Question question, Ruling ruling, LocalDate by)
    {
        var days = Math.Max(0, Period.DaysBetween(question.On, by));
        var limits = new List<Reason>(7)
        {
            new("emergency-days", $"Until the animal is examined in person, at most {days} days: the exception ends on {by:uuuu-MM-dd}.", ruling.Cite("exceptions")),
            new("renewals", "No renewal before the animal was examined in person.", ruling.Cite("exceptions")),
            new("controlled-barred", "Controlled substances need an examination in person.", Ruling.House("exceptions")),
        };
        AddLabelLimits(ruling, limits);
        return new(days > 0, CameAbout.EmergencyException, days, 0, 0, days, days, null, days, true, false, false, false, false, false, limits);
    }

    private void AddLabelLimits(Ruling ruling, List<Reason> limits)
    {
        var where = ruling.IsUs ? federal : Ruling.House("tele_only_prescribing");
        limits.Add(new("extralabel-barred", "Only approved animal drugs, used exactly as labelled, until the animal was examined in person.", where));
        limits.Add(new("human-drugs-barred", "Human drugs, over-the-counter ones too, need an examination in person.", where));
        limits.Add(new("compounded-barred", "Compounded drugs need an examination in person.", where));
        limits.Add(new("feed-directive-barred", "A feed directive needs an examination in person.", where));
    }
}
