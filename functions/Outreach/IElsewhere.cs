using NodaTime;

namespace VetVisits.Outreach;

/// <summary>A letter that goes out for an owner and not to them: who gets it, in which language, and the link that is in it.</summary>
/// <param name="Until">The time that the letter names.</param>
public sealed record Elsewhere(string Email, Language Language, Uri Link, Instant Until);

/// <summary>A capability whose messages go to somebody else than the owner.</summary>
public interface IElsewhere
{
    OwnerTemplate Template { get; }

    /// <returns>Null where the letter is not to go any more.</returns>
    Task<Elsewhere?> Of(OwnerMessage message, CancellationToken stop);
}
