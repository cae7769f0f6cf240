using NodaTime;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Vcpr;
using VetVisits.Visits;

namespace VetVisits.Fees;

/// <summary>What is asked for a visit, from how it ended and what was agreed. Pure.</summary>
public static class FeeRules
{
    /// <param name="reported">What the owner said of the animal between booking and end.</param>
    /// <returns>Null while the visit is not over.</returns>
    public static FeeDecided? Decide(Visit visit, ReportedSince reported = ReportedSince.NothingThatMatters)
    {
        var terms = visit.Fee ?? FeeTerms.Free("USD");
        return visit.Status switch
        {
            VisitStatus.Stopped => Free("emergency"),
            // Who found out that the animal must go in person, and went, neither cancels in time nor comes: that costs nothing.
            VisitStatus.Cancelled or VisitStatus.Missed when reported == ReportedSince.Emergency => Free("emergency"),
            VisitStatus.Cancelled or VisitStatus.Missed when reported == ReportedSince.NeedsHands => Free("in-person-needed"),
            VisitStatus.Cancelled => Cancelled(visit.Cancellation!),
            VisitStatus.Missed => visit.Missing == Side.Owner && visit.Wait?.StoodUpBy is null ? Charge(terms.NoShowMinor, "no-show") : Free("vet-missed"),
            VisitStatus.Ended => Ended(visit.Outcome!),
            _ => null,
        };

        FeeDecided Ended(string outcome) => outcome switch
        {
            "treated" or "watch-at-home" => Charge(terms.AmountMinor, outcome),
            "emergency-referred" => Free("emergency"),
            "see-in-person" or "could-not-treat" => Unhelped(outcome),
            "no-show" => Charge(terms.NoShowMinor, "no-show"),
            // A visit that broke off is nobody's fault that can be proved, so it is the house's.
            _ => Waive("interrupted"),
        };

        FeeDecided Unhelped(string outcome)
        {
            var took = visit.EndedAt is { } end && visit.StartedAt is { } start ? end - start : Duration.Zero;
            if (took <= Duration.FromMinutes(terms.WaiveWithinMinutes)) return Waive("unhelped-early");
            return terms.AfterThat switch
            {
                UnhelpedFee.Charge => Charge(terms.AmountMinor, outcome),
                UnhelpedFee.Credit when terms.AmountMinor > 0 => new(visit.Id, FeeKind.Credited, terms.AmountMinor, terms.Currency, outcome, terms),
                UnhelpedFee.Credit => Free(outcome),
                UnhelpedFee.Waive or _ => Waive(outcome),
            };
        }

        FeeDecided Cancelled(VisitCancelled gone) =>
            gone is { By: Side.Owner, Late: true } ? Charge(terms.LateCancelMinor, "late-cancellation") : Free(gone.By == Side.Owner ? "cancelled-in-time" : "cancelled-by-the-vet");

        FeeDecided Charge(long amount, string reason) =>
            amount == 0 ? Free(reason) : new(visit.Id, FeeKind.Charged, amount, terms.Currency, reason, terms);

        FeeDecided Waive(string reason) =>
            terms.AmountMinor == 0 ? Free(reason) : new(visit.Id, FeeKind.Waived, 0, terms.Currency, reason, terms);

        FeeDecided Free(string reason) => new(visit.Id, FeeKind.Free, 0, terms.Currency, reason, terms);
    }

    /// <summary>The worst that the owner reported of the animal in the day before the visit was over; what a vet closed does not count, nor what was known at the booking.</summary>
    public static ReportedSince Reported(Visit visit, Intakes intakes)
    {
        if (visit.EndedAt is not { } end) return ReportedSince.NothingThatMatters;
        var since = Standing.Counting(intakes, end).Where(one => one.At > visit.BookedAt && one.At <= end).ToList();
        return since.Exists(one => one.Taken.Answer.Level.IsEmergency()) ? ReportedSince.Emergency
            : visit.Service != ServiceIds.Teletriage && since.Exists(one => !one.Taken.Answer.TelemedicineSuitable) ? ReportedSince.NeedsHands
            : ReportedSince.NothingThatMatters;
    }

    /// <summary>Lets a charge go. What was free or waived already stays so.</summary>
    public static Decision LetGo(Fee fee, string visitId, string reason) => fee switch
    {
        { Decided: null } => Decision.No(Refusal.Conflict("fee-undecided", "The fee follows from how the visit ends; it has not been decided yet.")),
        { LetGo: not null } => Decision.Nothing,
        { Decided.AmountMinor: 0 } => Decision.No(Refusal.Conflict("nothing-charged", "Nothing was charged for this visit.")),
        { Decided: { } decided } => Decision.Of(new FeeLetGo(visitId, decided.AmountMinor, decided.Currency, reason)),
    };

    /// <summary>Whether the owner agreed to exactly these terms. A free visit needs no agreement.</summary>
    public static Refusal? Agreed(FeeTerms terms, AgreedFee? agreed)
    {
        if (!terms.Costs && agreed is null) return null;
        if (agreed is not null && agreed.AmountMinor == terms.AmountMinor && agreed.Currency == terms.Currency) return null;
        return new(422, agreed is null ? "fee-not-agreed" : "fee-changed",
            agreed is null ? "The visit has a fee. Show it to the owner and send what they agreed to as fee." : "The fee is not the one that was agreed to. Show the new one to the owner.",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["quote"] = terms });
    }
}

/// <summary>What became known of the animal after the booking, as far as a fee follows from it.</summary>
public enum ReportedSince
{
    NothingThatMatters,
    Emergency,

    /// <summary>A vet must lay hands on the animal: the service that was booked cannot help.</summary>
    NeedsHands,
}

/// <summary>The fee that the owner agreed to, as the quote showed it.</summary>
public sealed record AgreedFee(long? AmountMinor, string? Currency);

/// <summary>The state of stream <c>fee:{visitId}</c>.</summary>
public sealed record Fee(FeeDecided? Decided, Instant? At, FeeLetGo? LetGo)
{
    public const string Prefix = "fee:";

    public static Fold<Fee> Fold { get; } = new(new(null, null, null), (fee, happened, at) => happened switch
    {
        FeeDecided e => fee with { Decided = e, At = at },
        FeeLetGo e => fee with { LetGo = e },
        _ => fee,
    });

    public static StreamName Name(string visitId) => new(Prefix + visitId);

    public static StreamId Of(string animalId, string visitId) => new(VisitStream.Partition(animalId), Name(visitId));
}
