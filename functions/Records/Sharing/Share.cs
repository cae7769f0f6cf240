using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Records.Sharing;

/// <summary>A link to a record: the state of the stream <c>share:{shareId}</c> in <c>animal:{animalId}</c>.</summary>
public sealed record Share
{
    /// <summary>A stream holds 500 commits: views, answers and lost answers of one share stay under it.</summary>
    public const int MostViewsEver = 300, MostAnswers = 50, MostTokens = 5;

    private static readonly Duration TellAgain = Duration.FromHours(1);

    public static Fold<Share> Fold { get; } = new(new Share(), Evolve);

    public ShareMade? Made { get; init; }
    public Instant MadeAt { get; init; }
    public ImmutableHashSet<string> TokenHashes { get; init; } = [];
    public bool Revoked { get; init; }
    public int Views { get; init; }
    public Instant? LastViewedAt { get; init; }
    public Instant? LastToldAt { get; init; }
    public int Answers { get; init; }

    /// <summary>The vets who opened it signed in.</summary>
    public ImmutableSortedSet<string> Vets { get; init; } = [];

    public bool Exists => Made is not null;

    /// <summary>Whether the link opens anything at this moment.</summary>
    public bool OpenAt(Instant now) => Made is { } made && !Revoked && now < made.ExpiresAt && Views < made.MostViews;

    /// <summary>Whether a signed-in vet who opened it is let in to the animal: only a share of the whole record says that much.</summary>
    public bool LetsIn => Made is { Kinds: null, From: null, VisitId: null } && !Revoked;

    public RecordFilter Scope => new(
        Made?.Kinds?.ToHashSet(StringComparer.Ordinal), Kinds.Private, Made?.From?.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), VisitId: Made?.VisitId);

    /// <summary>The view happens and is counted, or the link is as good as none.</summary>
    public static Decision Decide(Share share, Instant now, string? from, string? vetId) =>
        share.OpenAt(now)
            ? Decision.Of(new ShareViewed(from, vetId, Tells: share.LastToldAt is not { } told || now - told >= TellAgain))
            : Decision.No(Nothing);

    public static Decision Decide(Share share, Instant now, ShareAnswered answer) =>
        (share.OpenAt(now), share.Answers < MostAnswers) switch
        {
            (false, _) => Decision.No(Nothing),
            (_, false) => Decision.No(Refusal.Conflict("too-many-answers", $"This link has {MostAnswers} answers already. Ask the owner for a new one.")),
            _ => Decision.Of(answer),
        };

    public static Decision Revoke(Share share) => (share.Exists, share.Revoked) switch
    {
        (false, _) => Decision.No(Refusal.NotFound("share")),
        (_, true) => Decision.Nothing,
        _ => Decision.Of(new ShareRevoked()),
    };

    public static Decision AddToken(Share share, string hash) =>
        share.TokenHashes.Count < MostTokens && !share.Revoked
            ? Decision.Of(new ShareTokenAdded(hash))
            : Decision.No(Refusal.Conflict("share-told-often", "This share's link was given out too often. Make a new share with a fresh Idempotency-Key."));

    /// <summary>One answer for a link that was guessed, is over, was called back or is used up: nobody learns which.</summary>
    public static Refusal Nothing { get; } = new(404, "not-found", "This link opens nothing: it is wrong, over or was called back. Ask the animal's owner for a new one.");

    private static Share Evolve(Share share, Event happened, Instant at) => happened switch
    {
        ShareMade made => share with { Made = made, MadeAt = at, TokenHashes = [made.TokenHash] },
        ShareTokenAdded added => share with { TokenHashes = share.TokenHashes.Add(added.TokenHash) },
        ShareViewed viewed => share with
        {
            Views = share.Views + 1,
            LastViewedAt = at,
            LastToldAt = viewed.Tells ? at : share.LastToldAt,
            Vets = viewed.VetId is { } vet ? share.Vets.Add(vet) : share.Vets,
        },
        ShareAnswered answered => share with { Answers = share.Answers + 1 },
        ShareRevoked => share with { Revoked = true },
        _ => share,
    };
}

/// <summary>Where shares are in the journal.</summary>
public static class ShareStream
{
    public const string Prefix = "share:";

    public static StreamId Of(string animalId, string shareId) => new(Animals.Animal.PartitionOf(animalId), new StreamName(Prefix + shareId));

    /// <returns>The share's id, or null when the stream is none of a share.</returns>
    public static string? Id(string stream) => stream.StartsWith(Prefix, StringComparison.Ordinal) ? stream[Prefix.Length..] : null;
}
