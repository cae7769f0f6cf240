namespace VetVisits.Vcpr;

/// <summary>Which services may be given, and what must be done first.</summary>
public sealed partial class Law
{
    private static ServiceTypes Types { get; } = ServiceTypes.Embedded;

    private static ServiceAnswer ServiceOf(
        string service, Question question, Ruling ruling, Reason? licence, Relationship relationship, Relationship sponsor, StartByVisit? start)
    {
        // A vet who is asked for an opinion by the animal's own vet needs neither a relationship nor, as a rule, this region's licence: the asking vet answers for the case.
        if (service == ServiceIds.Teleconsulting)
            return sponsor.Exists
                ? Yes(service, ServiceBasis.ReferringVetsVcpr)
                : No(service, new("consult-needs-asking-vet", "A consult is between vets: the vet who asks must have the relationship with the animal.", Types.Cite(service)));
        if (licence is not null) return No(service, licence);
        if (!Types.NeedsVcpr(service)) return Yes(service, ServiceBasis.NoVcprNeeded);

        if (relationship.Exists)
            return Continuing(service, question, ruling, relationship);
        if (service == ServiceIds.Telemedicine && start is not null)
            return Yes(service, start.How == CameAbout.EmergencyException ? ServiceBasis.EmergencyException : ServiceBasis.StartsByVideo);
        if (sponsor.Exists && ruling.Relied?.SpecialistUnderReferral is true && service is ServiceIds.Telemedicine or ServiceIds.FollowUp or ServiceIds.Telemonitoring)
            return Yes(service, ServiceBasis.ReferringVetsVcpr);
        return No(service, NoRelationship(service, question, ruling, relationship));
    }

    private static ServiceAnswer Continuing(string service, Question question, Ruling ruling, Relationship relationship)
    {
        // An electronic start says itself that care at a distance is lawful here; the row's word on continuing is about relationships begun in person.
        if (relationship.How != CameAbout.InPerson) return Yes(service, ServiceBasis.ExistingVcpr);
        switch (ruling.Continues)
        {
            case true:
                return Yes(service, ServiceBasis.ExistingVcpr);
            case false:
                return No(service, new("telemedicine-not-allowed", "The law here does not let care go on at a distance, even after an examination in person.", ruling.Cite("continue_existing_by_telemedicine")));
            default:
                if (service != ServiceIds.Telemedicine && SameComplaint(question, ruling)) return Yes(service, ServiceBasis.SameComplaint);
                return No(service, new("same-complaint-only",
                    "The text read here does not say that care may go on at a distance. After an examination in person, a follow-up of the same complaint is possible; anything new needs one first.",
                    ruling.Cite("continue_existing_by_telemedicine")));
        }
    }

    private static bool SameComplaint(Question question, Ruling ruling)
    {
        if (question.Complaint is not { } complaint) return false;
        foreach (var exam in question.Examinations ?? [])
            if (exam.VetId == question.Vet.Id && exam.Complaint == complaint && exam.On <= question.On && exam.On.PlusMonths(ruling.RecencyMonths) > question.On)
                return true;
        return false;
    }

    private static Reason NoRelationship(string service, Question question, Ruling ruling, Relationship relationship)
    {
        var mayStart = ruling.Opens && Exclusion(question, ruling) is null;
        if (mayStart && service == ServiceIds.Telemedicine)
            return new("start-must-be-video", "A visit that begins the relationship must be by live video. Choose video.",
                ruling.Row!.ElectronicVcpr == ElectronicStart.SynchronousVideo ? ruling.Cite("electronic_vcpr") : Ruling.House("electronic_vcpr"));
        if (mayStart)
            return new("vcpr-required", "This needs a relationship with the vet, and there is none yet. A telemedicine visit by live video can begin one.", ruling.Cite("electronic_vcpr"));
        return new("vcpr-required", relationship.How is null
            ? "This needs a relationship between the vet, the owner and the animal, which starts with an examination in person here."
            : "This needs a relationship between the vet, the owner and the animal, and the one that there was has lapsed. An examination in person renews it.",
            ruling.Cite("electronic_vcpr"));
    }

    private static IReadOnlyList<Step> StepsOf(Question question, Ruling ruling, ServiceAnswer asked, Relationship relationship, StartByVisit? starts)
    {
        if (!asked.Allowed || asked.Basis is ServiceBasis.NoVcprNeeded || asked.Service == ServiceIds.Teleconsulting) return [];
        var steps = new List<Step>(8);
        foreach (var step in ruling.Relied?.Steps ?? []) Add(step, ruling.Cite("steps"));
        if (starts is not null)
            foreach (var step in starts.Confirm) Add(step, Ruling.House("confirmations"));
        else Add("consent-recorded", Ruling.House("confirmations"));
        if ((starts?.SeeInPersonBy ?? relationship.SeeInPersonBy) is { } by)
            steps.Add(new("see-in-person", Moment.Afterwards, false, by, $"See the animal in person, or refer it, by {by:uuuu-MM-dd}.", ruling.Cite("exceptions")));
        return steps;

        void Add(string what, Citation citation)
        {
            foreach (var there in steps)
                if (there.What == what) return;
            var consent = what == "consent-recorded";
            steps.Add(new(what, consent ? Moment.Start : Moment.End, consent && question.ConsentOn <= question.On, null, RowChecks.KnownSteps[what], citation));
        }
    }

    /// <summary>What the vet confirms before a visit that begins the relationship can end: ours in every region, and the row's own.</summary>
    private static string[] ConfirmationsOf(Ruling ruling) =>
        [.. ((string[])["consent-recorded", "identity-confirmed", "examination-by-video", "in-person-follow-up-named"]).Concat(ruling.Relied?.Steps ?? []).Distinct(StringComparer.Ordinal)];

    private static ServiceAnswer Yes(string service, ServiceBasis basis) => new(service, true, basis, null);

    private static ServiceAnswer No(string service, Reason why) => new(service, false, null, why);
}
