using System.Buffers.Binary;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos.Heif;

/// <summary>The part of the coded picture that is meant to be seen.</summary>
internal sealed record Crop(int Left, int Top, int Width, int Height);

/// <summary>One HEVC picture of the container, with the parameter sets it needs and its place on the canvas.</summary>
internal sealed record Tile(IReadOnlyList<Range> Extents, Range Configuration, int Left, int Top);

/// <summary>How colours are coded: the matrix by its number in H.273, and whether the full range of values is used; null leaves it to the stream.</summary>
internal sealed record Coding(int Matrix, bool FullRange);

/// <summary>
/// A HEIC container (ISO/IEC 23008-12) read in managed code: the primary picture, single or a grid of tiles, its turns, colour and EXIF.
/// Only what phones write is understood; everything else is refused rather than guessed. Every length is checked against the file.
/// </summary>
internal sealed record HeifFile(
    Header Header, int CodedWidth, int CodedHeight, IReadOnlyList<Tile> Tiles, int TileWidth, int TileHeight,
    IReadOnlyList<Turn> Turns, Crop? Crop, Range Profile, Coding? Coding)
{
    private const int MostTiles = 1024;

    internal static bool Looks(ReadOnlySpan<byte> file)
    {
        if (file.Length < 16 || !file[4..].StartsWith("ftyp"u8)) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(file);
        if (length < 16 || length > Math.Min(file.Length, 512)) return false;
        ReadOnlySpan<byte> all = file[8..(int)length];
        for (var at = 0; at + 4 <= all.Length; at += 4)
        {
            var brand = all.Slice(at, 4);
            if (at != 4 && (brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8)))
                return true;
        }
        return false;
    }

    /// <exception cref="UnfitException">The container is damaged, of another kind, or beyond the limits.</exception>
    internal static HeifFile Read(ReadOnlySpan<byte> file)
    {
        var meta = Meta.Read(file);
        var primary = meta.Item(meta.Primary);
        var (width, height) = meta.SizeOf(primary);
        if (Unfit.ForSize(width, height) is { } unfit) throw new UnfitException(unfit);
        var (tiles, tileWidth, tileHeight) = primary.Type switch
        {
            "hvc1" => (Single(meta, primary, width, height), width, height),
            "grid" => Grid(file, meta, primary, width, height),
            _ => throw new UnfitException(Unfit.NotAPhoto),
        };
        var turns = meta.Turns(file, primary);
        var crop = meta.Crop(file, primary, width, height);
        var (shownWidth, shownHeight) = crop is { } kept ? (kept.Width, kept.Height) : (width, height);
        if (turns.Count(turn => turn is Turn.Left90 or Turn.Right90) % 2 == 1) (shownWidth, shownHeight) = (shownHeight, shownWidth);
        // A grid may leave the colour to its tiles.
        var coloured = primary.Type == "grid" && !meta.HasColour(primary) ? meta.Item(meta.TilesOf(primary)[0]) : primary;
        var header = new Header(PhotoKind.Heic, shownWidth, shownHeight, meta.ExifOf(file, primary));
        return new HeifFile(header, width, height, tiles, tileWidth, tileHeight, turns, crop, meta.Profile(file, coloured), meta.Coding(file, coloured));
    }

    private static List<Tile> Single(Meta meta, Item item, int width, int height)
    {
        // One coded picture is decoded as a whole; phones cut large ones into tiles.
        UnfitException.Unless((long)width * height * 2 <= Header.MostWholeBytes, Unfit.TooManyPixels);
        return [new Tile(item.Extents, meta.Property(item, "hvcC"), 0, 0)];
    }

    private static (List<Tile> Tiles, int Width, int Height) Grid(ReadOnlySpan<byte> file, Meta meta, Item grid, int width, int height)
    {
        UnfitException.Unless(grid.Extents.Count == 1, Unfit.Damaged);
        var layout = file[grid.Extents[0]];
        UnfitException.Unless(layout.Length >= 8 && layout[0] == 0, Unfit.Damaged);
        var large = (layout[1] & 1) != 0;
        UnfitException.Unless(!large || layout.Length >= 12, Unfit.Damaged);
        var (rows, columns) = (layout[2] + 1, layout[3] + 1);
        var (canvasWidth, canvasHeight) = large
            ? (BinaryPrimitives.ReadUInt32BigEndian(layout[4..]), BinaryPrimitives.ReadUInt32BigEndian(layout[8..]))
            : (BinaryPrimitives.ReadUInt16BigEndian(layout[4..]), BinaryPrimitives.ReadUInt16BigEndian(layout[6..]));
        UnfitException.Unless(canvasWidth == width && canvasHeight == height, Unfit.Damaged);
        var ids = meta.TilesOf(grid);
        UnfitException.Unless(ids.Count == rows * columns && ids.Count <= MostTiles, Unfit.Damaged);
        var (tileWidth, tileHeight) = meta.SizeOf(meta.Item(ids[0]));
        UnfitException.Unless((long)tileWidth * columns >= width && (long)tileHeight * rows >= height && (long)tileWidth * tileHeight * 2 <= Header.MostWholeBytes, Unfit.Damaged);
        var tiles = new List<Tile>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            var item = meta.Item(ids[i]);
            UnfitException.Unless(item.Type == "hvc1" && meta.SizeOf(item) == (tileWidth, tileHeight), Unfit.Damaged);
            tiles.Add(new Tile(item.Extents, meta.Property(item, "hvcC"), i % columns * tileWidth, i / columns * tileHeight));
        }
        return (tiles, tileWidth, tileHeight);
    }
}
