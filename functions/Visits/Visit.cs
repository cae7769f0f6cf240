using System.Collections.Immutable;
using NodaTime;
using VetVisits.Fees;
using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>Where a visit stands.</summary>
public enum VisitStatus
{
    /// <summary>Not booked (yet): the stream is empty, or holds only lapsed holds.</summary>
    None,

    /// <summary>Asked for on demand, or left by the vet it was booked with: no vet has it.</summary>
    Waiting,
    Booked,
    CheckedIn,
    Started,
    Ended,
    Cancelled,

    /// <summary>An emergency at check-in.</summary>
    Stopped,
    Missed,
}

/// <summary>What the visit's stream says of a hold in a vet's day. It only ever goes from left to right, so an answer can be acted on at any later time.</summary>
public enum HoldStanding
{
    Unknown,
    Owned,

    /// <summary>Owned once; the visit moved away, was cancelled or stopped.</summary>
    GivenUp,

    /// <summary>Never owned, and never can be.</summary>
    Lapsed,
}

/// <summary>One visit: the state of the stream <c>visit:{visitId}</c> in <c>animal:{animalId}</c>.</summary>
public sealed record Visit
{
    public static Visit None { get; } = new();

    public static Fold<Visit> Fold { get; } = new(None, Evolve);

    public VisitStatus Status { get; init; }
    public string Id { get; init; } = "";
    public string AnimalId { get; init; } = "";
    public string OwnerId { get; init; } = "";

    /// <summary>Empty while the visit waits for a vet.</summary>
    public string VetId { get; init; } = "";
    public string Service { get; init; } = "";
    public string Species { get; init; } = "";
    public string Region { get; init; } = "";
    public string? IntakeId { get; init; }
    public Level? Level { get; init; }
    public string? Reason { get; init; }
    public bool BackupPhoneAgreed { get; init; }

    /// <summary>The law that it was booked under, or moved under last, and the fee that the owner agreed to.</summary>
    public LawGiven? Law { get; init; }
    public FeeTerms? Fee { get; init; }

    /// <summary>The hold that the visit owns, or owned last.</summary>
    public string Hold { get; init; } = "";

    /// <summary>The hold by which the vet who took the visit from the waiting room is engaged for it; null for a visit that is booked.</summary>
    public string? Engagement { get; init; }

    /// <summary>The vet's schedule day, in <see cref="Zone"/>.</summary>
    public LocalDate Day { get; init; }
    public string Zone { get; init; } = "";
    public Instant Start { get; init; }
    public Instant End { get; init; }

    public Instant BookedAt { get; init; }
    public Instant? CheckedInAt { get; init; }
    public Instant? StartedAt { get; init; }
    public Instant? EndedAt { get; init; }
    public string? Outcome { get; init; }
    public string? Notes { get; init; }
    public VisitCancelled? Cancellation { get; init; }

    /// <summary>What the owner answered to the safety questions at the last check-in that asked them.</summary>
    public SafetyGiven? Safety { get; init; }

    /// <summary>The emergency that stopped it.</summary>
    public VisitStopped? Stop { get; init; }

    /// <summary>Who is late at this moment, and who never came.</summary>
    public Side? Late { get; init; }
    public Side? Missing { get; init; }

    /// <summary>When the owner said, of the present time, that they will be there.</summary>
    public Instant? ConfirmedAt { get; init; }

    /// <summary>The reminders that went out, by <see cref="ReminderKey"/>.</summary>
    public ImmutableHashSet<string> Reminded { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>How often the time or the standing changed for a calendar: iCalendar's SEQUENCE.</summary>
    public int Sequence { get; init; }

    /// <summary>When it last changed.</summary>
    public Instant ChangedAt { get; init; }

    /// <summary>Every start that it ever had, the present one last.</summary>
    public ImmutableList<Instant> Starts { get; init; } = [];

    /// <summary>Every vet who ever had it, the present one last.</summary>
    public ImmutableList<string> Vets { get; init; } = [];

    /// <summary>How it waits, or waited, for a vet; null for a visit that was only ever booked.</summary>
    public Wait? Wait { get; init; }

    /// <summary>What the law will be asked with when a vet takes an on-demand visit.</summary>
    public LawFacts? Facts { get; init; }

    public ImmutableDictionary<string, HoldStanding> Holds { get; init; } = ImmutableDictionary.Create<string, HoldStanding>(StringComparer.Ordinal);

    public bool Exists => Status != VisitStatus.None;

    public bool HasVet => VetId.Length > 0;

    /// <summary>Neither over nor called off.</summary>
    public bool IsOpen => Status is VisitStatus.Waiting or VisitStatus.Booked or VisitStatus.CheckedIn or VisitStatus.Started;

    public HoldStanding StandingOf(string hold) => Holds.GetValueOrDefault(hold);

    private static Visit Evolve(Visit visit, Event happened, Instant at) => happened switch
    {
        VisitBooked e => visit with
        {
            Status = VisitStatus.Booked,
            Id = e.VisitId,
            AnimalId = e.AnimalId,
            OwnerId = e.OwnerId,
            VetId = e.VetId,
            Service = e.Service,
            Species = e.Species,
            Region = e.Region,
            IntakeId = e.IntakeId,
            Level = e.Level,
            Reason = e.Reason,
            BackupPhoneAgreed = e.BackupPhoneAgreed,
            Law = e.Law,
            Fee = e.Fee,
            Hold = e.Hold,
            Day = e.Day,
            Zone = e.Zone,
            Start = e.Start,
            End = e.End,
            BookedAt = at,
            Starts = [e.Start],
            Vets = [e.VetId],
            Holds = visit.Holds.SetItem(e.Hold, HoldStanding.Owned),
            ChangedAt = at,
        },
        VisitRescheduled e => visit with
        {
            Hold = e.Hold,
            Engagement = null,
            Day = e.Day,
            Start = e.Start,
            End = e.End,
            Law = e.Law ?? visit.Law,
            Status = VisitStatus.Booked,
            CheckedInAt = null,
            ConfirmedAt = null,
            Late = null,
            Sequence = visit.Sequence + 1,
            Starts = visit.Starts.Add(e.Start),
            Holds = visit.GivingUp().Holds.SetItem(e.Hold, HoldStanding.Owned),
            ChangedAt = at,
        },
        VisitCancelled e => visit.GivingUp() with { Status = VisitStatus.Cancelled, Cancellation = e, EndedAt = at, ChangedAt = at },
        VisitStopped e => visit.GivingUp() with { Status = VisitStatus.Stopped, Level = e.Level, Stop = e, EndedAt = at, ChangedAt = at },
        VisitRequested e => visit with
        {
            Status = VisitStatus.Waiting,
            Id = e.VisitId,
            AnimalId = e.AnimalId,
            OwnerId = e.OwnerId,
            Service = e.Service,
            Species = e.Species,
            Region = e.Region,
            IntakeId = e.IntakeId,
            Level = e.Level,
            Reason = e.Reason,
            BackupPhoneAgreed = e.BackupPhoneAgreed,
            Facts = e.Facts,
            Fee = e.Fee,
            Start = at,
            End = at,
            BookedAt = at,
            Starts = [at],
            Wait = Wait.From(at),
            ChangedAt = at,
        },
        VisitOffered e => visit with { Wait = visit.Wait?.Offered(e, at), Holds = visit.Holds.SetItem(e.Hold, HoldStanding.Owned) },
        OfferEnded e => visit with { Wait = visit.Wait?.Answered(e, at), Holds = visit.Holds.SetItem(e.Hold, HoldStanding.GivenUp) },
        WaitTold e => visit with { Wait = visit.Wait is { } wait ? wait with { Told = e.Minutes } : null },
        VisitClaimed e => visit.GivingUp() with
        {
            Status = e.OwnerThere ? VisitStatus.CheckedIn : VisitStatus.Booked,
            CheckedInAt = e.OwnerThere ? visit.CheckedInAt : null,
            VetId = e.VetId,
            Law = e.Law,
            Hold = e.Hold,
            Engagement = e.Engagement ?? e.Hold,
            Day = e.Day,
            Zone = e.Zone,
            Start = e.Start,
            End = e.End,
            Starts = visit.Starts.Add(e.Start),
            Vets = visit.Vets.Add(e.VetId),
            Holds = visit.GivingUp().Holds.SetItem(e.Hold, HoldStanding.Owned).SetItem(e.Engagement ?? e.Hold, HoldStanding.Owned),
            ChangedAt = at,
        },
        VisitReoffered e => visit.GivingUp() with { Status = VisitStatus.Waiting, VetId = "", Hold = "", Engagement = null, Late = null, ConfirmedAt = null, Wait = Wait.Again(visit.Wait, e), ChangedAt = at },
        VisitCheckedIn e when visit.Status == VisitStatus.Waiting => visit with
        {
            CheckedInAt = at,
            Safety = e.Safety ?? visit.Safety,
            Level = visit.OrMoreUrgent(e.Level),
            ChangedAt = at,
        },
        VisitCheckedIn e => visit with
        {
            Level = visit.OrMoreUrgent(e.Level),
            Status = VisitStatus.CheckedIn,
            CheckedInAt = at,
            Safety = e.Safety ?? visit.Safety,
            Late = visit.Late == Side.Owner ? null : visit.Late,
            ChangedAt = at,
        },
        VisitStarted => visit with { Status = VisitStatus.Started, StartedAt = at, Late = null, ChangedAt = at },
        VisitEnded e => visit with { Status = VisitStatus.Ended, EndedAt = at, Outcome = e.Outcome, Notes = e.Notes, ChangedAt = at },
        VisitRanLate e => visit with { Late = e.Missing, ChangedAt = at },
        VisitMissed e => visit with { Status = VisitStatus.Missed, Missing = e.Missing, EndedAt = at, Outcome = "no-show", ChangedAt = at },
        VisitReminded e => visit with { Reminded = visit.Reminded.Add(e.Key) },
        VisitConfirmed => visit with { ConfirmedAt = at, ChangedAt = at },
        HoldLapsed e => visit with { Holds = visit.Holds.SetItem(e.Hold, HoldStanding.Lapsed) },
        _ => visit,
    };

    /// <summary>The level that was known, unless what is reported now is worse.</summary>
    private Level? OrMoreUrgent(Level? now) => now is { } reported ? Level?.OrMoreUrgent(reported) ?? reported : Level;

    /// <summary>Lets go of the vet's time, or of the offer to one.</summary>
    private Visit GivingUp() => this with
    {
        Sequence = Sequence + 1,
        Holds = new[] { Hold, Engagement, Wait?.Offer?.Hold }.Where(h => !string.IsNullOrEmpty(h)).Aggregate(Holds, (holds, h) => holds.SetItem(h!, HoldStanding.GivenUp)),
        Wait = Wait is { } wait ? wait with { Offer = null } : null,
    };
}

/// <summary>Where visits are.</summary>
public static class VisitStream
{
    public const string Prefix = "visit:";

    public static string Partition(string animalId) => $"animal:{animalId}";

    public static StreamName Name(string visitId) => new($"{Prefix}{visitId}");

    public static StreamId Of(string animalId, string visitId) => new(Partition(animalId), Name(visitId));

    /// <returns>The visit's id, or null when the stream is none of a visit.</returns>
    public static string? Id(string stream) => stream.StartsWith(Prefix, StringComparison.Ordinal) ? stream[Prefix.Length..] : null;

    /// <returns>The animal's id, or null when the partition is none of an animal.</returns>
    public static string? AnimalId(string partition) => partition.StartsWith("animal:", StringComparison.Ordinal) ? partition["animal:".Length..] : null;
}
