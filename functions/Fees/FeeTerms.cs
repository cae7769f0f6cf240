using VetVisits.Journal;

namespace VetVisits.Fees;

/// <summary>
/// What a visit costs, and when it does not: shown before booking and agreed with it. The visit keeps its terms, whatever the prices become.
/// Amounts are in minor units (cents); no card data ever comes here.
/// </summary>
/// <param name="WaiveWithinMinutes">A visit that could not help (in-person needed, could not treat) and ended within this time is not charged.</param>
/// <param name="AfterThat">What becomes of the fee when such a visit took longer.</param>
public sealed record FeeTerms(long AmountMinor, string Currency, int WaiveWithinMinutes, UnhelpedFee AfterThat, long LateCancelMinor, long NoShowMinor)
{
    public static FeeTerms Free(string currency) => new(0, currency, 0, UnhelpedFee.Charge, 0, 0);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool Costs => AmountMinor > 0 || LateCancelMinor > 0 || NoShowMinor > 0;
}

public enum UnhelpedFee
{
    Charge,

    /// <summary>Charged, and the same amount is credited towards the visit in person or the next one.</summary>
    Credit,
    Waive,
}

public enum FeeKind
{
    /// <summary>Nothing is owed, and nothing ever was.</summary>
    Free,
    Charged,

    /// <summary>It would have been owed and is let go.</summary>
    Waived,
    Credited,
}

/// <summary>What is asked for a visit, decided once from how it ended. Stream <c>fee:{visitId}</c> of the animal's partition.</summary>
/// <param name="AmountMinor">What is charged; 0 when free or waived.</param>
/// <param name="Reason">A stable word: <c>treated</c>, <c>emergency</c>, <c>unhelped-early</c>, <c>late-cancellation</c>, ...</param>
public sealed record FeeDecided(string VisitId, FeeKind Kind, long AmountMinor, string Currency, string Reason, FeeTerms Terms) : Event;

/// <summary>The vet's side lets a charge go afterwards, with a reason.</summary>
public sealed record FeeLetGo(string VisitId, long AmountMinor, string Currency, string Reason) : Event;
