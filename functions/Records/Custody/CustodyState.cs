using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Records.Custody;

/// <summary>Who may still need a record, and when it may go: the state of the stream <c>custody</c> in <c>animal:{animalId}</c>.</summary>
public sealed record CustodyState(ErasurePlanned? Planned, ImmutableSortedSet<string> Holds)
{
    /// <summary>A stream holds 500 commits; the plan of an erasure must always find room.</summary>
    private const int MostHolds = 100;

    public static StreamName Stream { get; } = new("custody");

    public static Fold<CustodyState> Fold { get; } = new(new(null, []), Evolve);

    public bool Held => !Holds.IsEmpty;

    public static StreamId StreamOf(string animalId) => new(Animals.Animal.PartitionOf(animalId), Stream);

    /// <summary>Whether the record may go now; else when to look again.</summary>
    public Instant? WaitsUntil(Instant now) => this switch
    {
        { Planned: null } => null,
        { Planned.EndsAt: var ends } when ends > now => ends,
        { Held: true } => now + Duration.FromDays(30),
        _ => null,
    };

    public static Decision Place(CustodyState state, string matter) => (state.Holds.Contains(matter), state.Holds.Count < MostHolds) switch
    {
        (true, _) => Decision.Nothing,
        (_, false) => Decision.No(Refusal.Conflict("too-many-holds", $"This record has {MostHolds} legal holds. Lift one that is over.")),
        _ => Decision.Of(new LegalHoldPlaced(matter)),
    };

    public static Decision Lift(CustodyState state, string matter) => state.Holds.Contains(matter) ? Decision.Of(new LegalHoldLifted(matter)) : Decision.Nothing;

    /// <summary>A later entry moves the end; nothing moves it nearer.</summary>
    public static Decision Plan(CustodyState state, ErasurePlanned wanted) =>
        state.Planned is { } planned && planned.EndsAt >= wanted.EndsAt ? Decision.Nothing : Decision.Of(wanted);

    private static CustodyState Evolve(CustodyState state, Event happened, Instant at) => happened switch
    {
        ErasurePlanned planned => state with { Planned = planned },
        LegalHoldPlaced hold => state with { Holds = state.Holds.Add(hold.Matter) },
        LegalHoldLifted lifted => state with { Holds = state.Holds.Remove(lifted.Matter) },
        _ => state,
    };
}
