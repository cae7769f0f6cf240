using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Vcpr;

namespace VetVisits.Prescriptions;

/// <summary>A vet prescribed, within what the law allows for how the relationship came about.</summary>
/// <param name="WeightKg">The last that was measured at home within 60 days; else what the owner said of the animal.</param>
/// <param name="ExpiresOn">The first day on which nothing is supplied any more.</param>
/// <param name="How">How the relationship came about.</param>
/// <param name="DoseReason">Why the dose lies outside of the usual range, where it does.</param>
/// <param name="Zone">The zone of the visit, in which its days are counted; UTC where it was not kept.</param>
public sealed record PrescriptionWritten(
    string PrescriptionId, string VisitId, string VetId, string Region, string Species, decimal? WeightKg, Drug Drug, Dosing Dosing, Supply Supply,
    LocalDate On, LocalDate ExpiresOn, CameAbout How, string RulesVersion, string? DoseReason = null, string? Zone = null) : Event;

public sealed record PrescriptionCancelled(string PrescriptionId, string VetId, string Reason) : Event;

public sealed record RefillAsked(string RefillId, string PrescriptionId) : Event;

public sealed record RefillGranted(string RefillId, string PrescriptionId, string VetId, LocalDate On) : Event;

/// <param name="VetId">The vet who refused; null when the rule did.</param>
/// <param name="Code">A stable word; with the rule's, the reason of the law.</param>
public sealed record RefillRefused(string RefillId, string PrescriptionId, string? VetId, string Code, string Text) : Event;

/// <summary>
/// All prescriptions of one animal: stream <c>prescriptions</c>. One stream, because the law counts days over all prescriptions of a drug,
/// and a count that a second writer could slip past would be no limit.
/// </summary>
public sealed record PrescriptionBook(ImmutableDictionary<string, Prescription> ById)
{
    /// <summary>Keeps the stream within its length.</summary>
    public const int Most = 120;

    public static StreamName Stream { get; } = new("prescriptions");

    public static Fold<PrescriptionBook> Fold { get; } = new(new(ImmutableDictionary.Create<string, Prescription>(StringComparer.Ordinal)), (book, happened, at) => happened switch
    {
        PrescriptionWritten e => new(book.ById.SetItem(e.PrescriptionId, new(e, at, null, []))),
        PrescriptionCancelled e => book.With(e.PrescriptionId, p => p with { Cancelled = e.Reason }),
        RefillAsked e => book.With(e.PrescriptionId, p => p with { Refills = p.Refills.Add(new(e.RefillId, at, RefillStatus.Asked, null, null)) }),
        RefillGranted e => book.With(e.PrescriptionId, p => p.Decide(e.RefillId, r => r with { Status = RefillStatus.Granted, On = e.On })),
        RefillRefused e => book.With(e.PrescriptionId, p => p.Decide(e.RefillId, r => r with { Status = RefillStatus.Refused, Refusal = new(e.Code, e.Text) })),
        _ => book,
    });

    public static StreamId StreamId(string animalId) => new($"animal:{animalId}", Stream);

    private PrescriptionBook With(string id, Func<Prescription, Prescription> change) => ById.TryGetValue(id, out var there) ? new(ById.SetItem(id, change(there))) : this;
}

public sealed record Prescription(PrescriptionWritten Written, Instant At, string? Cancelled, ImmutableList<Refill> Refills)
{
    public int Granted => Refills.Count(r => r.Status == RefillStatus.Granted);

    public int RefillsLeft => Math.Max(0, Written.Supply.Refills - Granted);

    public Refill? Pending => Refills.FirstOrDefault(r => r.Status == RefillStatus.Asked);

    public PrescriptionStanding StandingOn(LocalDate day) =>
        Cancelled is not null ? PrescriptionStanding.Cancelled : day >= Written.ExpiresOn ? PrescriptionStanding.Expired : PrescriptionStanding.Active;

    /// <summary>Each supply from a day on, the first and the refills, as the days for which it lasts.</summary>
    public IEnumerable<int> Supplied(LocalDate since) => Cancelled is not null ? []
        : Refills.Where(r => r.Status == RefillStatus.Granted && r.On >= since).Select(_ => Written.Supply.RefillDays).Concat(Written.On >= since ? [Written.Dosing.Days] : []);

    internal Prescription Decide(string refillId, Func<Refill, Refill> change) =>
        Refills.FindIndex(r => r.RefillId == refillId) is >= 0 and var at ? this with { Refills = Refills.SetItem(at, change(Refills[at])) } : this;
}

public enum PrescriptionStanding
{
    Active,
    Expired,
    Cancelled,
}

public sealed record Refill(string RefillId, Instant AskedAt, RefillStatus Status, LocalDate? On, RefillRefusal? Refusal);

public sealed record RefillRefusal(string Code, string Text);

public enum RefillStatus
{
    Asked,
    Granted,
    Refused,
}
