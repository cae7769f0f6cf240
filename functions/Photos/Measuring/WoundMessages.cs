using NodaTime;

namespace VetVisits.Photos.Measuring;

/// <summary>An outline drawn by a vet.</summary>
/// <param name="WoundId">Names the wound over time; a new name begins a new history.</param>
/// <param name="Outline">Points in pixels of the photo's 1600 px picture, 3 to 500 of them.</param>
public sealed record MeasureWound(string? WoundId, IReadOnlyList<Point>? Outline);

/// <param name="PhotoAt">When the photo was taken, by the camera's clock where there is one to believe; a series is in this order.</param>
/// <param name="ErrorPercent">By how much the area may be off, up or down.</param>
/// <param name="ChangePercent">Of the area since the photo before; missing where it is within the error.</param>
public sealed record MeasurementView(
    string WoundId, string PhotoId, Instant PhotoAt, double AreaMm2, double PerimeterMm, double LongestMm, double WidestMm, double ErrorPercent,
    double TiltDegrees, double PixelsPerMillimetre, double? Redness, double? ChangePercent, int Algorithm)
{
    public static MeasurementView Of(WoundMeasured m, WoundMeasured? before) => new(
        m.WoundId, m.PhotoId, m.PhotoAt, m.Measured.AreaMm2, m.Measured.PerimeterMm, m.Measured.LongestMm, m.Measured.WidestMm, Math.Round(100 * m.Measured.Error, 1),
        m.Measured.Tilt, m.Measured.PixelsPerMillimetre, m.Measured.Redness, before is null ? null : Wound.Change(before, m), m.Measured.Algorithm);
}

/// <summary>A wound over time.</summary>
/// <param name="Note">What the figures are and are not.</param>
public sealed record WoundView(string WoundId, Trend Trend, IReadOnlyList<MeasurementView> Measurements, string Note)
{
    public static WoundView Of(string woundId, Wound wound) => new(
        woundId, wound.Trend, [.. wound.Measurements.Select((m, i) => MeasurementView.Of(m, i == 0 ? null : wound.Measurements[i - 1]))],
        "Areas are of the plane of the marker; on a curved limb they are too small. Redness is relative to the skin around. Both help the veterinarian to judge, and decide nothing.");
}
