using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Vcpr;

/// <summary>What the law says, with the reason and the row behind every no and every limit.</summary>
/// <param name="RulesVersion">The version of the rule data that decided; a visit keeps it.</param>
/// <param name="Law">How well the law is known for the region on the day.</param>
/// <param name="Allowed">Whether the service that was asked for may be given.</param>
/// <param name="Services">The same for every service, so that a no can offer what is possible instead.</param>
/// <param name="Relationship">The relationship as it stands before this service.</param>
/// <param name="Start">Whether and how this very visit may begin one; null when one exists or none may begin so.</param>
/// <param name="First">What must be done, and by when in the visit.</param>
/// <param name="Reasons">Every no, limit and house rule that bore on the answer.</param>
public sealed record Answer(
    string Region, LocalDate On, string RulesVersion, LawKnown Law, string Service, bool Allowed, IReadOnlyList<ServiceAnswer> Services,
    Relationship Relationship, StartByVisit? Start, Prescribing Prescribing, IReadOnlyList<Step> First, IReadOnlyList<Reason> Reasons)
{
    public ServiceAnswer For(string service) => Services.First(s => s.Service == service);

    /// <summary>Whether giving the service begins the relationship: then it must be video, and the vet confirms the steps before the end.</summary>
    public bool StartsVcpr => Allowed && For(Service).Basis is ServiceBasis.StartsByVideo or ServiceBasis.EmergencyException;

    /// <summary>The no as problem details: the reasons with their sources, and what is allowed instead.</summary>
    /// <exception cref="InvalidOperationException">The answer is a yes.</exception>
    public Refusal Refusal()
    {
        if (Allowed) throw new InvalidOperationException("The law allows this service; there is nothing to refuse.");
        var no = For(Service).No!;
        return new(422, no.Code, no.Text, new Dictionary<string, object?>
        {
            ["reasons"] = Reasons,
            ["instead"] = Services.Where(s => s.Allowed).Select(s => s.Service).Append("in-person").ToArray(),
            ["rulesVersion"] = RulesVersion,
        });
    }
}

/// <summary>How well the law of the region is known on the day of the question. Anything but <see cref="Known"/> is answered strictly.</summary>
public enum LawKnown
{
    /// <summary>A source states it, and since when.</summary>
    Known,

    /// <summary>A source states it, but not since when: what it forbids holds, an electronic start that it would allow does not open.</summary>
    Undated,

    /// <summary>Sources are missing, silent or in conflict.</summary>
    Unknown,

    /// <summary>The rows for the region are not in force on the day.</summary>
    NotInForce,

    /// <summary>The data has no row for the region.</summary>
    NoRow,
}

/// <param name="Basis">Why it may be given; null when it may not.</param>
/// <param name="No">Why it may not.</param>
public sealed record ServiceAnswer(string Service, bool Allowed, ServiceBasis? Basis, Reason? No);

public enum ServiceBasis
{
    NoVcprNeeded,
    ExistingVcpr,

    /// <summary>The relationship exists, and the law is silent on continuing it at a distance: the complaint that was examined, nothing new.</summary>
    SameComplaint,
    StartsByVideo,
    EmergencyException,
    ReferringVetsVcpr,
}

/// <param name="LapsesOn">The first day on which it no longer exists, unless it is renewed.</param>
/// <param name="SeeInPersonBy">The last day for an in-person examination where the start was an emergency.</param>
public sealed record Relationship(
    bool Exists, CameAbout? How = null, LocalDate? Since = null, LocalDate? LapsesOn = null, LocalDate? SeeInPersonBy = null, bool SameComplaintOnly = false)
{
    public static Relationship None { get; } = new(false);
}

public enum CameAbout
{
    InPerson,
    SynchronousVideo,
    EmergencyException,
}

/// <param name="How">Live video, or the emergency exception.</param>
/// <param name="SeeInPersonBy">Emergency: the last day for the in-person examination.</param>
/// <param name="Confirm">What the vet confirms before the visit can end.</param>
public sealed record StartByVisit(CameAbout How, LocalDate? SeeInPersonBy, IReadOnlyList<string> Confirm);

/// <summary>What may be prescribed at this service. Days count from the first prescription of the episode.</summary>
/// <param name="RelationshipHow">The start that the limits follow from; null when nothing may be prescribed for want of one.</param>
/// <param name="Allowed">Whether anything may be prescribed at all.</param>
/// <param name="Renewals">How many renewals; null when the law names no number.</param>
/// <param name="MaxDurationMonths">The longest that one prescription may run.</param>
/// <param name="MaxDays">The longest that one prescription may run in days, where an emergency start has a deadline.</param>
public sealed record Prescribing(
    bool Allowed, CameAbout? RelationshipHow, int? InitialMaxDays, int? Renewals, int? RenewalMaxDays, int? TotalMaxDays,
    int? AntimicrobialMaxDays, int? MaxDurationMonths, int? MaxDays, bool InPersonBeforeFurtherRenewal,
    bool Controlled, bool Extralabel, bool HumanDrugs, bool Compounded, bool FeedDirective, IReadOnlyList<Reason> Limits)
{
    public static Prescribing None(IReadOnlyList<Reason> why) =>
        new(false, null, 0, 0, 0, 0, 0, null, null, true, false, false, false, false, false, why);
}

/// <param name="What">A stable word: <c>consent-recorded</c>, <c>in-person-follow-up-named</c>, <c>see-in-person</c>, ...</param>
/// <param name="Before">The moment by which it must be done.</param>
/// <param name="Done">Whether the facts already show it.</param>
public sealed record Step(string What, Moment Before, bool Done, LocalDate? By, string Text, Citation? Citation);

public enum Moment
{
    Start,
    End,
    Afterwards,
}

/// <summary>One reason: a stable code for programs, words for people, and where it is written.</summary>
public sealed record Reason(string Code, string Text, Citation Citation);

/// <summary>Where a no or a limit is written.</summary>
/// <param name="Region">The row's region, <c>US</c> for the federal rule, null for a house rule.</param>
/// <param name="Field">The field of the row.</param>
/// <param name="Verified">False where the figure itself was not seen in the source and is kept because it is the stricter reading.</param>
public sealed record Citation(
    CitationKind Kind, string? Region, string? Field, string? Instrument, string? Source, string? AsOf, LocalDate? InForceSince, bool Verified = true);

public enum CitationKind
{
    Law,
    Federal,
    HouseRule,

    /// <summary>The profession's vocabulary of services.</summary>
    Definition,

    /// <summary>No text was found; the strict answer is ours.</summary>
    Unknown,
}
