using NodaTime;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>What may happen to a visit that waits for a vet. Pure: the state, what is wanted, the time.</summary>
public static class WaitingRules
{
    /// <summary>After so many offers the visit can still be claimed and is offered no more; its stream stays short.</summary>
    public const int MostOffers = 150;

    public static Decision Request(Visit visit, VisitRequested wanted) =>
        visit.Exists ? Decision.No(Refusal.Conflict("visit-exists", "This visit was asked for already.")) : Decision.Of(wanted);

    /// <summary>Offers the visit to one vet, unless somebody has it or an offer is open. An offer whose time is over is ended in the same commit.</summary>
    public static Decision Offer(Visit visit, string vetId, string hold, WaitingSettings settings, Instant now) =>
        visit is not { Status: VisitStatus.Waiting, Wait: { } wait } || wait.OpenOffer(now) is not null || visit.StandingOf(hold) != HoldStanding.Unknown || wait.Offers >= MostOffers
            ? Decision.No(Refusal.Conflict("offered-to-another", "The visit is not to be offered now."))
            : Decision.Of([.. Expired(wait, now), new VisitOffered(vetId, hold, now + settings.Accept)]);

    /// <summary>Ends an offer whose time is over. Whoever meets it may ask, any number of times.</summary>
    public static Decision Expire(Visit visit, Instant now) =>
        visit.Wait is { } wait && Expired(wait, now) is { Length: > 0 } over ? Decision.Of(over) : Decision.Nothing;

    /// <summary>The visit as it will be once an offer whose time is over is ended.</summary>
    public static Visit Settled(Visit visit, Instant now) =>
        visit.Wait is { } wait && Expired(wait, now) is [var over] ? visit with { Wait = wait.Answered(over, wait.Offer!.Until) } : visit;

    public static Decision Decline(Visit visit, string vetId, Instant now) =>
        visit.Wait?.OpenOffer(now) is { } offer && offer.VetId == vetId ? Decision.Of(new OfferEnded(vetId, offer.Hold, OfferEnd.Declined))
        : visit.Wait?.Answers.GetValueOrDefault(vetId)?.Why == OfferEnd.Declined ? Decision.Nothing
        : Decision.No(NoOffer);

    /// <summary>Takes the open offer away from this vet.</summary>
    public static Decision Withdraw(Visit visit, string vetId, OfferEnd why) =>
        visit.Wait?.Offer is { } offer && offer.VetId == vetId ? Decision.Of(new OfferEnded(vetId, offer.Hold, why)) : Decision.Nothing;

    /// <summary>
    /// A vet takes the visit: the one whom it is offered to, or any other who may serve it while no offer is open. The visit's stream decides, so that among any number of vets
    /// exactly one gets it. An emergency that was reported meanwhile stops the visit instead.
    /// </summary>
    public static Decision Claim(Visit visit, VisitClaimed wanted, CheckInFinding standing, Instant now) => visit switch
    {
        { Exists: false } => Decision.No(Refusal.NotFound("visit")),
        { Status: not VisitStatus.Waiting } when visit.VetId == wanted.VetId && visit.IsOpen => Decision.Nothing,
        { Status: not VisitStatus.Waiting } => Decision.No(Gone(visit)),
        _ when standing.Emergency => Decision.Of(new VisitStopped(standing.Level!.Value, standing.IntakeId, standing.DoNow)),
        _ when AskedElsewhere(visit, wanted.VetId, now) is { } elsewhere => Decision.No(elsewhere),
        _ when IsOver(visit, wanted.Hold) || IsOver(visit, wanted.Engagement ?? wanted.Hold) => Decision.No(TooLate),
        _ => Decision.Of([.. Expired(visit.Wait!, now), wanted with { OwnerThere = visit.CheckedInAt is { } there && now < there + VisitRules.CheckInHolds }]),
    };

    private static bool IsOver(Visit visit, string hold) => visit.StandingOf(hold) is HoldStanding.Lapsed or HoldStanding.GivenUp;

    /// <summary>The longest wait that the owner has not been told of yet, or the end of the wait.</summary>
    public static Decision Look(Visit visit, int vetsOnDuty, WaitingSettings settings, Instant now)
    {
        if (visit is not { Status: VisitStatus.Waiting, Wait: { } wait }) return Decision.Nothing;
        if (now >= wait.Since + settings.GiveUp) return Decision.Of([.. Expired(wait, now), new VisitCancelled(Side.System, Late: false, Duration.Zero, NobodyFree)]);
        var told = settings.Tell.Where(minutes => minutes > wait.Told && now >= wait.Since + Duration.FromMinutes(minutes)).ToList();
        Event[] events = [.. Expired(wait, now), .. told.Count == 0 ? [] : (Event[])[new WaitTold(told[^1], vetsOnDuty)]];
        return events.Length == 0 ? Decision.Nothing : Decision.Of(events);
    }

    /// <summary>Why the system calls off a wait that no vet ended.</summary>
    public const string NobodyFree = "no-vet-free";

    /// <summary>When the wait is looked at next; null when it is over.</summary>
    public static Instant? NextLook(Visit visit, WaitingSettings settings, Instant now)
    {
        if (visit is not { Status: VisitStatus.Waiting, Wait: { } wait }) return null;
        var next = settings.Tell.Where(m => m > wait.Told).Select(m => wait.Since + Duration.FromMinutes(m)).Append(wait.Since + settings.GiveUp).Append(now + Duration.FromMinutes(1)).Min();
        return Instant.Max(next, now + Duration.FromSeconds(1));
    }

    /// <summary>Whom to ask, in this order: vets of the animal's own practice first, then who has waited longest for an offer. Who declined, or let it pass a moment ago, is left out.</summary>
    public static IEnumerable<FreeVet> Candidates(Visit visit, IEnumerable<FreeVet> free, IReadOnlySet<string> ownPractice, WaitingSettings settings, Instant now) => free
        .Where(vet => vet.OnDuty.Takes(visit.Species, visit.Service, now) && MayBeAsked(visit, vet.OnDuty.VetId, settings, now))
        .OrderByDescending(vet => ownPractice.Contains(vet.OnDuty.VetId))
        .ThenBy(vet => vet.Last ?? vet.OnDuty.Since)
        .ThenBy(vet => vet.OnDuty.VetId, StringComparer.Ordinal);

    private static bool MayBeAsked(Visit visit, string vetId, WaitingSettings settings, Instant now) =>
        visit.Wait?.Answers.GetValueOrDefault(vetId) switch
        {
            null => true,
            { Why: OfferEnd.Declined } => false,
            { Why: OfferEnd.OffDuty or OfferEnd.Withdrawn } => true,
            var letPass => now >= letPass.At + settings.AskAgain,
        };

    /// <summary>The line that a vet must take before this one: more urgent, not offered to another, and theirs to take.</summary>
    public static WaitingLine? MoreUrgent(IEnumerable<WaitingLine> mayTake, Visit visit, string vetId, Instant now) => mayTake
        .Where(line => line.VisitId != visit.Id && (line.Level ?? Level.Routine) < (visit.Level ?? Level.Routine) && (!line.IsOffered(now) || line.OfferedTo == vetId))
        .MinBy(line => line.Order);

    private static OfferEnded[] Expired(Wait wait, Instant now) =>
        wait.Offer is { } offer && now >= offer.Until ? [new(offer.VetId, offer.Hold, OfferEnd.Expired)] : [];

    public static Refusal NoOffer { get; } = Refusal.Conflict("no-offer", "This visit is not offered to you, or no longer.");

    private static Refusal TooLate { get; } = Refusal.Conflict("offer-over", "The offer's time was over. GET /api/waiting-room shows what waits now.");

    /// <summary>Why this vet cannot take the visit while another is being asked; null when nobody else is.</summary>
    public static Refusal? AskedElsewhere(Visit visit, string vetId, Instant now) => visit.Wait?.OpenOffer(now) is { } offer && offer.VetId != vetId
        ? Refusal.Conflict("offered-to-another", $"Another vet is being asked, until {offer.Until}. Take the next one in GET /api/waiting-room.")
        : null;

    private static Refusal Gone(Visit visit) => visit.IsOpen || visit.Status == VisitStatus.Ended
        ? Refusal.Conflict("already-claimed", "Another vet has taken this visit.")
        : Refusal.Conflict("wait-over", "The owner waits no longer: the visit was called off or stopped.");
}

/// <summary>A vet on duty whom no visit has at this moment, and when they were engaged last.</summary>
public sealed record FreeVet(OnDuty OnDuty, Instant? Last);
