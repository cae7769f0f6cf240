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
            return Prescribing.None([new("vcpr-required", "Advice, triage and consults between vets end without a prescription: prescribing needs a relationship.", Ruling.House("service-types.e-prescribing"))]);
        if (asked.Basis == ServiceBasis.ReferringVetsVcpr)
            return Prescribing.None([new("referring-vet-prescribes", "Under another vet's relationship, that vet prescribes.", Ruling.House("service-types.teleconsulting"))]);
        return (starts?.How ?? relationship.How) switch
        {
            CameAbout.InPerson => AfterHands(ruling, relationship),
            CameAbout.SynchronousVideo => AfterVideo(question, ruling),
            CameAbout.EmergencyException => AfterEmergency(question, ruling, starts?.SeeInPersonBy ?? relationship.SeeInPersonBy!.Value),
            null => Prescribing.None([new("vcpr-required", "Prescribing needs a relationship.", Ruling.House("service-types.e-prescribing"))]),
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
        var limits = new List<Reason>(10);
        if (question.Animal.Use == AnimalUse.Racing && law.RacingAnimals == TeleOnly.Barred)
            return Prescribing.None([new("racing-barred", "Nothing is prescribed for a racing animal on an examination by video.", ruling.Cite("tele_only_prescribing.racing_animals"))]);

        var initial = Limit(law.InitialMaxDays, "initial_max_days", "initial-days", "The first supply is at most {0} days.");
        var renewals = law.RenewalsAllowed ?? (law.InPersonBeforeFurtherRenewal is true || !row.Verified("tele_only_prescribing.renewals_allowed") ? 0 : null);
        if (renewals is { } count)
            limits.Add(new("renewals", count == 0 ? "No renewal before the animal was examined in person." : $"At most {count} renewal before the animal was examined in person.",
                ruling.Cite(law.RenewalsAllowed is null ? "tele_only_prescribing.in_person_before_further_renewal" : "tele_only_prescribing.renewals_allowed")));
        var renewal = renewals == 0 ? 0 : Limit(law.RenewalMaxDays, "renewal_max_days", "renewal-days", "A renewal is at most {0} days.");
        var total = Limit(law.TotalMaxDays, "total_max_days", "total-days", "All supplies together are at most {0} days.");
        var antimicrobial = Limit(law.AntimicrobialMaxDays, "antimicrobial_max_days", "antimicrobial-days", "Antimicrobials are at most {0} days; 0 means none.");
        var months = law.MaxDurationMonths;
        if (months is { } m) limits.Add(new("duration-months", $"A prescription runs at most {m} months.", ruling.Cite("tele_only_prescribing.max_duration_months")));
        if (law.InPersonBeforeFurtherRenewal is true)
            limits.Add(new("in-person-before-renewal", "Further renewals need an examination in person.", ruling.Cite("tele_only_prescribing.in_person_before_further_renewal")));
        limits.Add(new("controlled-barred", "Controlled substances need an examination in person.",
            law.ControlledSubstances is null ? Ruling.House("tele_only_prescribing.controlled_substances") : ruling.Cite("tele_only_prescribing.controlled_substances")));
        AddLabelLimits(ruling, limits);
        return new(initial != 0, CameAbout.SynchronousVideo, initial, renewals, renewal, total, antimicrobial, months, null,
            law.InPersonBeforeFurtherRenewal is true, false, false, false, false, false, limits);

        // A figure that is missing where the whole field is in doubt is not "no limit": it is zero until somebody has read the text.
        int? Limit(int? figure, string field, string code, string words)
        {
            var path = $"tele_only_prescribing.{field}";
            if (figure is null && row.Verified(path)) return null;
            limits.Add(figure is { } days
                ? new(code, string.Format(words, days), ruling.Cite(path))
                : new("limit-unknown", "The limit was not seen in a text: nothing is prescribed on an examination by video until it is.", ruling.Cite(path)));
            return figure ?? 0;
        }
    }

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
