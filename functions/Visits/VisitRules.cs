using NodaTime;
using VetVisits.Booking;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>What may happen to a visit, and when. Pure: the state, what is wanted, the time.</summary>
public static class VisitRules
{
    /// <summary>A visit that moves more often than this belongs on the telephone; its stream stays short.</summary>
    public const int MostMoves = 20;

    public static Decision Decide(Visit visit, VisitBooked wanted) =>
        visit.Exists ? Decision.No(Refusal.Conflict("visit-exists", "This visit is booked already."))
        : visit.StandingOf(wanted.Hold) == HoldStanding.Lapsed ? Decision.No(Schedule.Over)
        : Decision.Of(wanted);

    /// <param name="moved">The new time; what it replaces is filled in from the visit.</param>
    public static Decision Decide(Visit visit, VisitRescheduled moved) =>
        CanMove(visit) is { } no ? Decision.No(no)
        : visit.StandingOf(moved.Hold) == HoldStanding.Lapsed ? Decision.No(Schedule.Over)
        : Decision.Of(moved with { OldDay = visit.Day, OldHold = visit.Hold, OldStart = visit.Start });

    public static Refusal? CanMove(Visit visit) =>
        !visit.Exists ? Refusal.NotFound("visit")
        : visit.Status != VisitStatus.Booked ? NotNow(visit, "moved")
        : visit.Sequence >= MostMoves ? Refusal.Conflict("moved-too-often", "This visit has been moved very often. Cancel it and book another.")
        : null;

    public static Decision Cancel(Visit visit, Side by, string? reason, BookingSettings settings, Instant now) => visit.Status switch
    {
        VisitStatus.None => Decision.No(Refusal.NotFound("visit")),
        VisitStatus.Cancelled => Decision.Nothing,
        VisitStatus.Waiting => Decision.Of(new VisitCancelled(by, Late: false, Duration.Zero, reason)),
        // Whoever was stood up by a vet, or is here and waits for one whose time has come, may leave whenever they like.
        VisitStatus.Booked or VisitStatus.CheckedIn => Decision.Of(new VisitCancelled(
            by, visit.Start - now < settings.LateCancel && visit.Wait?.StoodUpBy is null && !(Missing(visit) == Side.Vet && now >= visit.Start), visit.Start - now, reason)),
        _ => Decision.No(NotNow(visit, "cancelled")),
    };

    /// <summary>The owner is there. <paramref name="found"/> is what triage said to the red flags asked again, <paramref name="safety"/> what was answered to the safety questions.</summary>
    public static Decision CheckIn(Visit visit, CheckInFinding found, BookingSettings settings, Instant now, SafetyGiven? safety = null) => visit.Status switch
    {
        VisitStatus.None => Decision.No(Refusal.NotFound("visit")),
        // An emergency stops the visit also when it is reported early, late, or a second time.
        VisitStatus.Waiting or VisitStatus.Booked or VisitStatus.CheckedIn when found.Emergency => Decision.Of(new VisitStopped(found.Level!.Value, found.IntakeId, found.DoNow)),
        VisitStatus.CheckedIn => Decision.Nothing,
        VisitStatus.Waiting or VisitStatus.Booked when SafetyRules.Check(visit, safety) is { } unfit => Decision.No(unfit),
        // Whoever waits long says from time to time that they are still there.
        VisitStatus.Waiting => visit.CheckedInAt is { } before && now < before + CheckInHolds && found.Level is null ? Decision.Nothing : Decision.Of(new VisitCheckedIn(found.Level, found.IntakeId, safety)),
        VisitStatus.Booked when now < visit.Start - settings.CheckInOpens =>
            Decision.No(Refusal.Conflict("too-early", $"Check-in opens {settings.CheckInOpens.TotalMinutes:0} minutes before the visit, at {visit.Start - settings.CheckInOpens}.")),
        VisitStatus.Booked => Decision.Of(new VisitCheckedIn(found.Level, found.IntakeId, safety)),
        _ => Decision.No(NotNow(visit, "checked in to")),
    };

    public static Decision Start(Visit visit) => visit.Status switch
    {
        VisitStatus.None => Decision.No(Refusal.NotFound("visit")),
        VisitStatus.Started => Decision.Nothing,
        VisitStatus.CheckedIn => Decision.Of(new VisitStarted()),
        VisitStatus.Booked => Decision.No(Refusal.Conflict("not-checked-in", "The owner has not checked in yet, so the red flags have not been asked again.")),
        _ => Decision.No(NotNow(visit, "started")),
    };

    public static Decision End(Visit visit, VisitEnded wanted) => visit.Status switch
    {
        VisitStatus.None => Decision.No(Refusal.NotFound("visit")),
        VisitStatus.Started => Decision.Of(wanted),
        VisitStatus.Booked or VisitStatus.CheckedIn => Decision.No(Refusal.Conflict("not-started", "Start the visit before you end it.")),
        _ => Decision.No(NotNow(visit, "ended")),
    };

    /// <summary>Who is missing at this moment: the owner until check-in, then the vet until the start.</summary>
    public static Side Missing(Visit visit) => visit.Status == VisitStatus.CheckedIn ? Side.Vet : Side.Owner;

    /// <summary>The start has passed by <see cref="BookingSettings.LateAfter"/> and the visit has not begun.</summary>
    public static Decision Late(Visit visit, BookingSettings settings, Instant now) =>
        visit.Status is VisitStatus.Booked or VisitStatus.CheckedIn && now >= visit.Start + settings.LateAfter && visit.Late != Missing(visit)
            ? Decision.Of(new VisitRanLate(Missing(visit)))
            : Decision.Nothing;

    /// <summary>
    /// The grace time has passed. A vet's begins when the owner is there: nobody is blamed for the other's lateness. A visit whose owner never came is over; one whose
    /// vet never came is offered at once to every vet on duty.
    /// </summary>
    public static Decision Missed(Visit visit, BookingSettings settings, Instant now) =>
        !(MissedAt(visit, settings) <= now) ? Decision.Nothing
        : Missing(visit) == Side.Vet ? Decision.Of(new VisitReoffered(visit.VetId, visit.Hold, visit.Day, visit.Start))
        : Decision.Of(new VisitMissed(Side.Owner));

    /// <summary>What the clock alone makes of a visit that has not begun: missed, or late, or nothing yet.</summary>
    public static Decision Overdue(Visit visit, BookingSettings settings, Instant now) =>
        Missed(visit, settings, now) is Decision.Happened missed ? missed : Late(visit, settings, now);

    /// <returns>When the visit is missed unless something happens; null when it cannot be.</returns>
    public static Instant? MissedAt(Visit visit, BookingSettings settings) => visit.Status switch
    {
        VisitStatus.Booked => visit.Start + settings.Grace,
        VisitStatus.CheckedIn => Instant.Max(visit.Start, visit.CheckedInAt!.Value) + settings.Grace,
        _ => null,
    };

    /// <summary>How long a check-in counts while the owner waits: after that, what the animal has may have changed.</summary>
    public static readonly Duration CheckInHolds = Duration.FromMinutes(10);

    private static Refusal NotNow(Visit visit, string what) => visit.Status switch
    {
        VisitStatus.Waiting => Refusal.Conflict("visit-waiting", $"No vet has taken the visit yet; it cannot be {what}."),
        VisitStatus.CheckedIn => Refusal.Conflict("visit-checked-in", $"The owner has checked in; the visit can no longer be {what}."),
        VisitStatus.Started => Refusal.Conflict("visit-started", $"The visit has started; it can no longer be {what}."),
        VisitStatus.Ended => Refusal.Conflict("visit-ended", $"The visit is over; it can no longer be {what}."),
        VisitStatus.Cancelled => Refusal.Conflict("visit-cancelled", $"The visit was cancelled; it can no longer be {what}. Book a new one."),
        VisitStatus.Stopped => Refusal.Conflict("visit-stopped", $"The visit was stopped for an emergency; it can no longer be {what}."),
        VisitStatus.Missed => Refusal.Conflict("visit-missed", $"The visit was missed; it can no longer be {what}. Book a new one."),
        _ => Refusal.Conflict("visit-open", $"The visit cannot be {what} now."),
    };
}

/// <summary>What triage said at check-in; no level when nothing was reported. <c>DoNow</c> is what an owner in an emergency does.</summary>
public sealed record CheckInFinding(Level? Level, string? IntakeId, IReadOnlyList<string>? DoNow = null)
{
    public static CheckInFinding Well { get; } = new(null, null);

    public bool Emergency => Level is { } level && level.IsEmergency();
}
