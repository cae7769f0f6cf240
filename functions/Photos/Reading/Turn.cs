namespace VetVisits.Photos.Reading;

/// <summary>A quarter turn, a half turn or a mirroring.</summary>
internal enum Turn
{
    Left90,
    Half,
    Right90,

    /// <summary>Left and right change places.</summary>
    MirrorLeftRight,
    MirrorTopBottom,
}

internal static class Turns
{
    /// <summary>What makes a picture with this EXIF orientation upright, in order.</summary>
    internal static IReadOnlyList<Turn> Of(int orientation) => orientation switch
    {
        2 => [Turn.MirrorLeftRight],
        3 => [Turn.Half],
        4 => [Turn.MirrorTopBottom],
        5 => [Turn.Right90, Turn.MirrorLeftRight],
        6 => [Turn.Right90],
        7 => [Turn.Right90, Turn.MirrorTopBottom],
        8 => [Turn.Left90],
        _ => [],
    };
}
