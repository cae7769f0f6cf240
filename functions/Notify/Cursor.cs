using System.Buffers.Binary;
using System.Buffers.Text;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Notify;

/// <summary>
/// How far a reader of an inbox has come. Facts of different animals reach the inbox in any order, so a bare time would lose some:
/// the cursor stands a few minutes back and carries what was given since then. Opaque to clients.
/// </summary>
public sealed record Cursor(Instant Since, IReadOnlyList<string> Given)
{
    /// <summary>How far behind the newest entry the cursor stays.</summary>
    public static Duration LooksBack { get; } = Duration.FromMinutes(5);

    public const int MostAtOnce = 100;

    private const int IdBytes = 6;

    public static Cursor Start { get; } = new(Instant.FromUnixTimeSeconds(0), []);

    /// <summary>What of these entries is new to the reader, at most <see cref="MostAtOnce"/>, and the cursor after them. Pure.</summary>
    /// <param name="entries">The inbox from <see cref="Since"/> on, in its order.</param>
    public (IReadOnlyList<InboxEntry> Fresh, Cursor Next, bool More) Read(IReadOnlyList<InboxEntry> entries, Instant now)
    {
        var given = Given.ToHashSet(StringComparer.Ordinal);
        var fresh = entries.Where(e => !given.Contains(Short(e))).ToList();
        var more = fresh.Count > MostAtOnce;
        if (more) fresh = fresh[..MostAtOnce];

        // Nothing that is still to come, or was left out for the next time, may lie before the new cursor.
        var newest = more ? fresh[^1].At : now;
        var since = Instant.Max(Since, Instant.Min(newest, now) - LooksBack);
        var taken = fresh.Select(Short).ToHashSet(StringComparer.Ordinal);
        var still = entries.Where(e => e.At >= since).Select(Short).Where(id => given.Contains(id) || taken.Contains(id));
        return (fresh, new Cursor(since, [.. still]), more);
    }

    /// <summary>Eight bytes of time and six of each id that was given: some hundreds still fit a URL.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(long) + (IdBytes * Given.Count)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Since.ToUnixTimeTicks());
        for (var i = 0; i < Given.Count; i++) Convert.FromHexString(Given[i]).CopyTo(bytes, sizeof(long) + (IdBytes * i));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="RefusedException">400 <c>cursor-invalid</c>.</exception>
    public static Cursor Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Start;
        if (!Base64Url.IsValid(text)) throw Invalid;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < sizeof(long) || (bytes.Length - sizeof(long)) % IdBytes != 0) throw Invalid;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < 0 || ticks > Instant.MaxValue.ToUnixTimeTicks()) throw Invalid;
        return new Cursor(Instant.FromUnixTimeTicks(ticks), [.. bytes[sizeof(long)..].Chunk(IdBytes).Select(id => Convert.ToHexStringLower(id))]);
    }

    /// <summary>A few minutes of one inbox hold some dozens of facts: 12 hexadecimal digits of a UUID tell them apart.</summary>
    private static string Short(InboxEntry entry) => entry.Fact.Id[^(2 * IdBytes)..];

    private static RefusedException Invalid =>
        new(new(400, "cursor-invalid", "Send `after` as the last answer gave it, or leave it out to begin with the oldest."));
}
