using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Records.Imports;

/// <summary>
/// A file of another clinic came into the record, kept as received. It is foreign: nothing in it was checked by anybody here, no rule decides by it, and it is only ever handed
/// out as a download.
/// </summary>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal, so that anybody can tell that it is what was received.</param>
/// <param name="Resources">A FHIR Bundle's resources by type; null for other files.</param>
public sealed record ImportReceived(string ImportId, ImportFormat Format, long Bytes, string Sha256, IReadOnlyDictionary<string, int>? Resources = null, bool Foreign = true) : Event;

/// <summary>What a file is by its own bytes.</summary>
public enum ImportFormat
{
    FhirBundle,
    Pdf,
    Jpeg,
    Png,
    Webp,
    Heic,
}

/// <summary>All that was imported for one animal: stream <c>imports</c> of its partition.</summary>
public sealed record ImportBook(ImmutableList<(ImportReceived Received, Instant At, string By)> All)
{
    /// <summary>Keeps the stream within its length, and an account from becoming a file store.</summary>
    public const int Most = 200;

    public static StreamName Stream { get; } = new("imports");

    public static ImportBook Of(IReadOnlyList<Commit> commits) =>
        new([.. commits.SelectMany(c => c.Events.OfType<ImportReceived>().Select(e => (e, c.At, c.By)))]);

    public static Fold<int> Count { get; } = new(0, (count, happened, _) => happened is ImportReceived ? count + 1 : count);

    public static StreamId StreamId(string animalId) => new(Animals.Animal.PartitionOf(animalId), Stream);

    public static Decision Decide(int count, ImportReceived wanted) => count < Most
        ? Decision.Of(wanted)
        : Decision.No(Refusal.Conflict("too-many-imports", $"This record holds {Most} files of other clinics, as many as it can. Put several pages into one PDF."));
}
