using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>Whether a relationship exists, how it came about, when it lapses; and whether this visit may begin one.</summary>
public sealed partial class Law
{
    private static Relationship RelationshipOf(Question question, Ruling ruling, string vetId, List<Reason> reasons)
    {
        var colleagues = ruling.Relied?.ExtendsToSamePractice is true && vetId == question.Vet.Id;
        LocalDate? hands = null, video = null, emergency = null;
        foreach (var exam in question.Examinations ?? [])
            if ((exam.VetId == vetId || (colleagues && exam.SamePractice)) && exam.On <= question.On && !(exam.On < hands))
                hands = exam.On;
        foreach (var start in question.Starts ?? [])
        {
            if ((start.VetId != vetId && !(colleagues && start.SamePractice)) || start.On > question.On || start.Region != question.Region) continue;
            if (start.By == StartedBy.SynchronousVideo && !(start.On < video)) video = start.On;
            if (start.By == StartedBy.EmergencyException && !(start.On < emergency)) emergency = start.On;
        }

        var inPerson = hands is { } h ? new Relationship(true, CameAbout.InPerson, h, h.PlusMonths(ruling.RecencyMonths), null, ruling.Continues is null) : null;
        if (inPerson?.LapsesOn > question.On)
        {
            reasons.Add(new("in-person-recency", $"An examination in person counts for {ruling.RecencyMonths} months here.", ruling.Recency));
            return inPerson;
        }
        // An electronic start lives by the law of today: where none may be made, and for an animal that is excluded, an old one does not count either.
        var byVideo = video is { } v && ruling.Opens && Exclusion(question, ruling) is null
            ? new Relationship(true, CameAbout.SynchronousVideo, v, v.PlusMonths(VideoMonths(ruling)))
            : null;
        if (byVideo?.LapsesOn > question.On) return byVideo;

        var byEmergency = emergency is { } e && ruling.Emergency is { } rule
            ? new Relationship(true, CameAbout.EmergencyException, e, e.PlusDays(EmergencyDays(rule, question.Animal) + 1), e.PlusDays(EmergencyDays(rule, question.Animal)))
            : null;
        if (byEmergency?.LapsesOn > question.On) return byEmergency;

        if ((inPerson ?? byVideo ?? byEmergency) is not { } lapsed) return Relationship.None;
        reasons.Add(new("vcpr-lapsed", $"The relationship lapsed on {lapsed.LapsesOn:uuuu-MM-dd}; an examination in person renews it.", lapsed.How switch
        {
            CameAbout.SynchronousVideo when ruling.Row?.TeleOnlyPrescribing?.MaxDurationMonths is not null => ruling.Cite("tele_only_prescribing.max_duration_months"),
            CameAbout.EmergencyException => ruling.Cite("exceptions"),
            _ => ruling.Recency,
        }));
        return lapsed with { Exists = false, SameComplaintOnly = false };
    }

    /// <summary>How this very visit may begin the relationship; null, with the reasons, when it may not.</summary>
    private static StartByVisit? StartOf(Question question, Ruling ruling, List<Reason> reasons)
    {
        var exclusion = Exclusion(question, ruling);
        if (exclusion is not null) reasons.Add(exclusion);
        if (ruling.Opens && exclusion is null)
        {
            if (question.Channel == Channel.Video)
            {
                if (ruling.Row!.ElectronicVcpr == ElectronicStart.AnyElectronic)
                    reasons.Add(new("start-by-video-house-rule", "The law names no channel; here a visit that begins the relationship is by live video.", Ruling.House("electronic_vcpr")));
                return new(CameAbout.SynchronousVideo, null, ConfirmationsOf(ruling));
            }
            reasons.Add(new("start-must-be-video", "A visit that begins the relationship must be by live video. Choose video.",
                ruling.Row!.ElectronicVcpr == ElectronicStart.SynchronousVideo ? ruling.Cite("electronic_vcpr") : Ruling.House("electronic_vcpr")));
        }
        else if (ruling.Row?.ElectronicVcpr == ElectronicStart.Conditional)
        {
            reasons.Add(new("electronic-start-conditional", "An electronic start is only for circumstances that the text lists or that it leaves unclear; it is not opened here.", ruling.Cite("electronic_vcpr")));
        }

        if (question.Urgent && ruling.Emergency is { } rule)
        {
            var spent = question.Starts?.Any(s => s.By == StartedBy.EmergencyException && s.Region == question.Region && s.On <= question.On
                && s.On.PlusMonths(ruling.RecencyMonths) > question.On
                && !(question.Examinations?.Any(e => e.On >= s.On && e.On <= question.On) ?? false)) ?? false;
            if (spent)
            {
                reasons.Add(new("emergency-exception-used", "The emergency exception was used before and no examination in person followed. It opens again after one.", ruling.Cite("exceptions")));
                return null;
            }
            var days = EmergencyDays(rule, question.Animal);
            reasons.Add(new("emergency-exception", $"In an emergency telemedicine may come first; the animal must be examined in person within {days} days.",
                rule.SmallAnimalDays is null ? Ruling.House("exceptions") : ruling.Cite("exceptions")));
            return new(CameAbout.EmergencyException, question.On.PlusDays(days), ConfirmationsOf(ruling));
        }
        return null;
    }

    private static Reason? Exclusion(Question question, Ruling ruling)
    {
        if (ruling.ExcludedUses.Count == 0) return null;
        if (question.Animal.Use is { } use)
            return ruling.ExcludedUses.Contains(use)
                ? new("animal-excluded", $"{string.Join("; ", ruling.Row!.AnimalsExcluded)}: for this animal the relationship starts in person.", ruling.Cite("animals_excluded"))
                : null;
        return MayBeFarmed(question.Animal.Species)
            ? new("animal-use-unknown", "The law treats animals kept for food apart, and nobody has said what this one is kept for. Say so, or start in person.", ruling.Cite("animals_excluded"))
            : null;
    }

    // An unknown use is a question only for animals that are farmed. A dog's or a cat's is not.
    private static bool MayBeFarmed(string species) => species is not ("dog" or "cat" or "guinea-pig" or "ferret" or "reptile");

    private static int VideoMonths(Ruling ruling) =>
        Math.Min(ruling.Row?.TeleOnlyPrescribing?.MaxDurationMonths ?? ruling.RecencyMonths, ruling.RecencyMonths);

    private static int EmergencyDays(EmergencyStart rule, AnimalFacts animal) =>
        (animal.Species == "horse" ? rule.LargeAnimalDays : rule.SmallAnimalDays) ?? Ruling.HouseEmergencyDays;
}
