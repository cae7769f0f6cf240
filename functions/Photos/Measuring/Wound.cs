using System.Collections.Immutable;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Photos.Measuring;

/// <summary>
/// A vet outlined a wound on a photo with the marker in view. The outline and the marker's plane are kept, so that every figure can be computed again.
/// <c>Outline</c> is x, y, x, y in pixels of the 1600 px picture; <c>Plane</c> the nine numbers that take the marker's millimetres to those pixels.
/// </summary>
public sealed record WoundMeasured(
    string WoundId, string PhotoId, Instant PhotoAt, IReadOnlyList<double> Outline, IReadOnlyList<double> Plane, Measured Measured) : Event;

public enum Trend
{
    /// <summary>Fewer than two measurements.</summary>
    Unknown,
    Smaller,

    /// <summary>No change beyond the error.</summary>
    Steady,
    Larger,
}

/// <summary>A wound's measurements in the order of their photos: the state of the stream <c>wound:{woundId}</c> in <c>animal:{animalId}</c>.</summary>
public sealed record Wound(ImmutableList<WoundMeasured> Measurements)
{
    public static Fold<Wound> Fold { get; } = new(new Wound([]), (wound, happened, _) =>
        happened is WoundMeasured measured ? new Wound([.. wound.Measurements.Add(measured).OrderBy(m => m.PhotoAt).ThenBy(m => m.PhotoId, StringComparer.Ordinal)]) : wound);

    public static StreamId Stream(string animalId, string woundId) => new($"animal:{animalId}", new StreamName($"wound:{woundId}"));

    public Trend Trend => Measurements.Count < 2 ? Trend.Unknown : Changed switch { null => Trend.Steady, < 0 => Trend.Smaller, _ => Trend.Larger };

    /// <summary>
    /// In percent against the photo before. Where that is within the error, against the smallest it ever was while it grows, and against the largest when it is smaller
    /// than ever: a wound that creeps a little each day never changes beyond the error from one day to the next.
    /// </summary>
    public double? Changed
    {
        get
        {
            if (Measurements.Count < 2) return null;
            var (earlier, last) = (Measurements.RemoveAt(Measurements.Count - 1), Measurements[^1]);
            static double Area(WoundMeasured m) => m.Measured.AreaMm2;
            if (Change(earlier[^1], last) is { } atOnce) return atOnce;
            var (smallest, largest) = (earlier.MinBy(Area)!, earlier.MaxBy(Area)!);
            return Area(last) > Area(earlier[^1]) ? Change(smallest, last) : Area(last) < Area(smallest) ? Change(largest, last) : null;
        }
    }

    /// <summary>In percent, only where it is more than both measurements may be off together.</summary>
    public static double? Change(WoundMeasured before, WoundMeasured after)
    {
        var (a, b) = (before.Measured, after.Measured);
        var change = (b.AreaMm2 - a.AreaMm2) / a.AreaMm2;
        var band = Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error));
        return Math.Abs(change) > band ? Math.Round(100 * change, 1) : null;
    }
}
