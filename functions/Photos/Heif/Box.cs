using System.Buffers.Binary;
using System.Text;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos.Heif;

/// <summary>A box of the ISO base media file format: four letters, and where its content lies in the file.</summary>
internal sealed record Box(string Type, int Start, int Length, IReadOnlyList<uint> Numbers)
{
    private const int MostBoxes = 8192;

    /// <summary>The content, less its first bytes.</summary>
    internal Range Body(int skip) =>
        skip <= Length ? new(Start + skip, Start + Length) : throw new UnfitException(Unfit.Damaged);

    /// <summary>The boxes one after the other in a part of the file. Every box must end inside it.</summary>
    internal static List<Box> In(ReadOnlySpan<byte> file, Range range)
    {
        var boxes = new List<Box>();
        long at = range.Start.Value, end = range.End.Value;
        while (at + 8 <= end)
        {
            var head = file[(int)at..(int)end];
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = Encoding.Latin1.GetString(head.Slice(4, 4));
            var skip = 8;
            if (size == 0) size = end - at; // to the end
            else if (size == 1)
            {
                UnfitException.Unless(head.Length >= 16, Unfit.Damaged);
                size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
                skip = 16;
            }
            UnfitException.Unless(size >= skip && size <= end - at && boxes.Count < MostBoxes, Unfit.Damaged);
            boxes.Add(new Box(type, (int)at + skip, (int)size - skip, []));
            at += size;
        }
        return boxes;
    }
}

/// <summary>Reads numbers of a box one after the other; running out is damage, not an exception of the array's.</summary>
internal ref struct BoxReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> left = data;

    internal byte U8() => Next(1)[0];

    internal ushort U16() => BinaryPrimitives.ReadUInt16BigEndian(Next(2));

    internal uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Next(4));

    internal string Type() => Encoding.Latin1.GetString(Next(4));

    internal int Version() => Version(out _);

    internal int Version(out int flags)
    {
        var word = U32();
        flags = (int)(word & 0xFFFFFF);
        return (int)(word >> 24);
    }

    internal long Sized(int size) => size switch
    {
        0 => 0,
        4 => U32(),
        8 => BinaryPrimitives.ReadInt64BigEndian(Next(8)) is >= 0 and < int.MaxValue and var number ? number : throw new UnfitException(Unfit.Damaged),
        _ => throw new UnfitException(Unfit.Damaged),
    };

    internal ReadOnlySpan<byte> Next(int count)
    {
        UnfitException.Unless(count <= left.Length, Unfit.Damaged);
        var next = left[..count];
        left = left[count..];
        return next;
    }
}
