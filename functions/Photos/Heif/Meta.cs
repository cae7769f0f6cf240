using System.Buffers.Binary;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos.Heif;

/// <summary>An item of the container: its type, where its bytes lie in the file, and the properties it has (in order).</summary>
internal sealed record Item(uint Id, string Type, IReadOnlyList<Range> Extents, IReadOnlyList<int> Properties);

/// <summary>The container's <c>meta</c> box: items, their places, properties and references, as ranges of the file.</summary>
internal sealed class Meta
{
    private const int MostEntries = 4096;
    private readonly Dictionary<uint, string> types = [];
    private readonly Dictionary<uint, List<Range>> places = [];
    private readonly Dictionary<uint, List<int>> owned = [];
    private readonly List<Box> properties = [];
    private readonly List<(string Type, uint From, List<uint> To)> references = [];
    private int embedded = -1;

    internal uint Primary { get; private set; }

    /// <exception cref="UnfitException">There is no well-formed <c>meta</c> box.</exception>
    internal static Meta Read(ReadOnlySpan<byte> file)
    {
        var meta = new Meta();
        var found = false;
        foreach (var box in Box.In(file, new(0, file.Length)))
        {
            if (box.Type != "meta") continue;
            found = true;
            var inside = Box.In(file, box.Body(4));
            foreach (var part in inside) if (part.Type == "idat") meta.embedded = part.Start;
            foreach (var part in inside) meta.Take(file, part);
            break;
        }
        UnfitException.Unless(found && meta.Primary != 0, Unfit.Damaged);
        return meta;
    }

    internal Item Item(uint id) =>
        types.TryGetValue(id, out var type) && places.TryGetValue(id, out var extents) && extents.Count > 0
            ? new Item(id, type, extents, owned.GetValueOrDefault(id) ?? [])
            : throw new UnfitException(Unfit.Damaged);

    internal IReadOnlyList<uint> TilesOf(Item grid) =>
        references.Find(reference => reference.Type == "dimg" && reference.From == grid.Id).To is { Count: > 0 } tiles ? tiles : throw new UnfitException(Unfit.Damaged);

    internal (int Width, int Height) SizeOf(Item item)
    {
        var size = Of(item, "ispe") ?? throw new UnfitException(Unfit.Damaged);
        return size.Numbers is [> 0 and < 1 << 20 and var width, > 0 and < 1 << 20 and var height]
            ? ((int)width, (int)height) : throw new UnfitException(size.Numbers is [> 0, > 0] ? Unfit.TooManyPixels : Unfit.Damaged);
    }

    internal Range Property(Item item, string type) => Of(item, type)?.Body(0) ?? throw new UnfitException(Unfit.Damaged);

    internal bool HasColour(Item item) => Of(item, "colr") is not null;

    internal IReadOnlyList<Turn> Turns(ReadOnlySpan<byte> file, Item item)
    {
        var turns = new List<Turn>();
        foreach (var box in Owned(item))
        {
            if (box.Type is not ("irot" or "imir") || box.Length < 1) continue;
            var value = file[box.Start];
            if (box.Type == "imir") turns.Add((value & 1) == 0 ? Turn.MirrorTopBottom : Turn.MirrorLeftRight);
            else if ((value & 3) != 0) turns.Add((value & 3) switch { 1 => Turn.Left90, 2 => Turn.Half, _ => Turn.Right90 });
        }
        return turns;
    }

    internal Crop? Crop(ReadOnlySpan<byte> file, Item item, int width, int height)
    {
        if (Of(item, "clap") is not { Length: >= 32 } box) return null;
        var at = file.Slice(box.Start, 32);
        var (across, down) = (Fraction(at), Fraction(at[8..]));
        var (left, top) = (Fraction(at[16..]) + ((width - across) / 2), Fraction(at[24..]) + ((height - down) / 2));
        var crop = new Crop((int)Math.Round(left), (int)Math.Round(top), (int)Math.Round(across), (int)Math.Round(down));
        var fits = left >= -0.5 && top >= -0.5 && across >= 1 && down >= 1 && left + across <= width + 0.5 && top + down <= height + 0.5;
        UnfitException.Unless(fits, Unfit.Damaged);
        if (Unfit.ForSize(crop.Width, crop.Height) is { } unfit) throw new UnfitException(unfit);
        return crop;

        static double Fraction(ReadOnlySpan<byte> data) =>
            BinaryPrimitives.ReadUInt32BigEndian(data[4..]) is > 0 and var below ? (double)BinaryPrimitives.ReadInt32BigEndian(data) / below : double.NaN;
    }

    internal Range Profile(ReadOnlySpan<byte> file, Item item)
    {
        foreach (var box in Owned(item))
            if (box.Type == "colr" && box.Length > 132 && (file[box.Start..].StartsWith("prof"u8) || file[box.Start..].StartsWith("rICC"u8)))
                return box.Body(4);
        return default;
    }

    internal Coding? Coding(ReadOnlySpan<byte> file, Item item)
    {
        foreach (var box in Owned(item))
            if (box.Type == "colr" && box.Length >= 11 && file[box.Start..].StartsWith("nclx"u8))
                return new Coding(BinaryPrimitives.ReadUInt16BigEndian(file[(box.Start + 8)..]), (file[box.Start + 10] & 0x80) != 0);
        return null;
    }

    /// <summary>The EXIF block of the picture, from its TIFF header on; empty when there is none or it points anywhere else.</summary>
    internal Range ExifOf(ReadOnlySpan<byte> file, Item item)
    {
        foreach (var (type, from, to) in references)
        {
            if (type != "cdsc" || !to.Contains(item.Id) || types.GetValueOrDefault(from) != "Exif" || !places.TryGetValue(from, out var extents) || extents.Count != 1) continue;
            var block = file[extents[0]];
            if (block.Length < 4) return default;
            var skip = 4L + BinaryPrimitives.ReadUInt32BigEndian(block);
            var start = extents[0].Start.Value;
            return skip < block.Length ? new((int)(start + skip), extents[0].End) : default;
        }
        return default;
    }

    private Box? Of(Item item, string type) => Owned(item).FirstOrDefault(box => box.Type == type);

    private IEnumerable<Box> Owned(Item item) => item.Properties.Where(index => index >= 1 && index <= properties.Count).Select(index => properties[index - 1]);

    private void Take(ReadOnlySpan<byte> file, Box box)
    {
        var reader = new BoxReader(file[box.Body(0)]);
        switch (box.Type)
        {
            case "pitm":
                Primary = reader.Version() == 0 ? reader.U16() : reader.U32();
                break;
            case "iinf":
                foreach (var entry in Box.In(file, box.Body(reader.Version() == 0 ? 6 : 8)))
                {
                    if (entry.Type != "infe") continue;
                    var info = new BoxReader(file[entry.Body(0)]);
                    var version = info.Version();
                    if (version < 2) continue;
                    var id = version == 2 ? info.U16() : info.U32();
                    info.U16();
                    types[id] = info.Type();
                    UnfitException.Unless(types.Count <= MostEntries, Unfit.TooComplex);
                }
                break;
            case "iloc":
                Places(ref reader, file.Length);
                break;
            case "iprp":
                Properties(file, box);
                break;
            case "iref":
                var wide = reader.Version() != 0;
                foreach (var reference in Box.In(file, box.Body(4)))
                {
                    var to = new BoxReader(file[reference.Body(0)]);
                    var from = wide ? to.U32() : to.U16();
                    var count = to.U16();
                    var ids = new List<uint>(Math.Min(count, (ushort)1024));
                    for (var i = 0; i < count; i++) ids.Add(wide ? to.U32() : to.U16());
                    references.Add((reference.Type, from, ids));
                    UnfitException.Unless(references.Count <= MostEntries, Unfit.TooComplex);
                }
                break;
        }
    }

    private void Places(ref BoxReader reader, int fileLength)
    {
        var version = reader.Version();
        var sizes = reader.U16();
        int offsetSize = sizes >> 12, lengthSize = (sizes >> 8) & 15, baseSize = (sizes >> 4) & 15, indexSize = version is 1 or 2 ? sizes & 15 : 0;
        var count = version < 2 ? reader.U16() : reader.U32();
        UnfitException.Unless(version <= 2 && count <= MostEntries, Unfit.TooComplex);
        for (var i = 0u; i < count; i++)
        {
            var id = version < 2 ? reader.U16() : reader.U32();
            var method = version is 1 or 2 ? reader.U16() & 15 : 0;
            reader.U16();
            var start = reader.Sized(baseSize);
            var extents = new List<Range>();
            var total = 0L;
            for (var left = reader.U16(); left > 0; left--)
            {
                reader.Sized(indexSize);
                var (offset, length) = (reader.Sized(offsetSize), reader.Sized(lengthSize));
                var from = method == 1 && embedded >= 0 ? embedded + start + offset : start + offset;
                if (method > 1) continue; // built from other items: not what phones write
                UnfitException.Unless(from >= 0 && length >= 0 && from + length <= fileLength && extents.Count < 64, Unfit.Damaged);
                total += length;
                extents.Add(new((int)from, (int)(from + length)));
            }
            UnfitException.Unless(total <= fileLength, Unfit.Damaged);
            places[id] = extents;
        }
    }

    private void Properties(ReadOnlySpan<byte> file, Box box)
    {
        foreach (var part in Box.In(file, box.Body(0)))
        {
            if (part.Type == "ipco")
            {
                foreach (var property in Box.In(file, part.Body(0)))
                {
                    var numbers = property is { Type: "ispe", Length: >= 12 }
                        ? new[] { BinaryPrimitives.ReadUInt32BigEndian(file[(property.Start + 4)..]), BinaryPrimitives.ReadUInt32BigEndian(file[(property.Start + 8)..]) } : [];
                    properties.Add(property with { Numbers = numbers });
                    UnfitException.Unless(properties.Count <= MostEntries, Unfit.TooComplex);
                }
            }
            if (part.Type != "ipma") continue;
            var reader = new BoxReader(file[part.Body(0)]);
            var version = reader.Version(out var flags);
            var count = reader.U32();
            UnfitException.Unless(count <= MostEntries, Unfit.TooComplex);
            for (var i = 0u; i < count; i++)
            {
                var id = version < 1 ? reader.U16() : reader.U32();
                var mine = new List<int>();
                for (var left = reader.U8(); left > 0; left--) mine.Add((flags & 1) != 0 ? reader.U16() & 0x7FFF : reader.U8() & 0x7F);
                owned[id] = mine;
            }
        }
    }
}
