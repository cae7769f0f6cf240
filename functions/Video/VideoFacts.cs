using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Video;

/// <summary>One end's connection was tested before the visit. Part of the visit's own stream.</summary>
public sealed record ConnectionTested(End End, Measured Measured, ConnectionVerdict Verdict) : Event;

/// <summary>Three reports in a row said that the picture is bad: the telephone was proposed. Part of the visit's own stream, once for each end.</summary>
public sealed record VideoFaltered(End End, Quality Last) : Event;

/// <summary>What a browser's own statistics said of some seconds of a visit.</summary>
/// <param name="Kbit">Received, in kbit/s.</param>
/// <param name="FrozenSeconds">How long the picture stood still.</param>
public sealed record Quality(double LossPercent, double RoundTripMs, double Kbit, double FrozenSeconds)
{
    // A voice takes some 30 kbit/s; with the camera off and nobody speaking there is far less, and nothing is wrong.
    private const double NothingKbit = 5;

    /// <summary>A visit that a vet cannot work with: the picture stands still, the voice breaks up, or nothing comes at all.</summary>
    public bool Bad => LossPercent > 10 || RoundTripMs > 800 || Kbit < NothingKbit || FrozenSeconds > 3;
}

/// <summary>What the visit's stream says of its video.</summary>
public sealed record VideoFacts(ConnectionTested? Owner, ConnectionTested? Vet, ImmutableSortedSet<End> Faltered)
{
    public static Fold<VideoFacts> Fold { get; } = new(new(null, null, []), Evolve);

    private static VideoFacts Evolve(VideoFacts facts, Event happened, Instant at) => happened switch
    {
        ConnectionTested { End: End.Owner } tested => facts with { Owner = tested },
        ConnectionTested tested => facts with { Vet = tested },
        VideoFaltered faltered => facts with { Faltered = facts.Faltered.Add(faltered.End) },
        _ => facts,
    };
}

/// <summary>The reports of one end of one visit, kept beside the signals: the last ones for the vet to see, and how many bad ones stand in a row.</summary>
public sealed record QualityLog(IReadOnlyList<QualityAt> Reports, int BadInARow)
{
    public const int BadEnough = 3;

    // Five seconds apart, these are the last quarter of an hour.
    private const int MostKept = 180;

    public static QualityLog Empty { get; } = new([], 0);

    public QualityLog With(Quality quality, Instant now) =>
        new([.. Reports.Append(new QualityAt(now, quality)).TakeLast(MostKept)], quality.Bad ? BadInARow + 1 : 0);
}

public sealed record QualityAt(Instant At, Quality Quality);
