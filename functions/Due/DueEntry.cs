using System.Security.Cryptography;
using System.Text;
using NodaTime;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Due;

/// <summary>Something that wants looking at when its time comes: an overdue hold, a visit that should have begun, a reminder.</summary>
/// <param name="Kind">Which <see cref="IDueWork"/> looks.</param>
/// <param name="At">When; the work checks it against the journal, so an entry that is out of date does nothing.</param>
/// <param name="Key">What in the stream it is about; <c>""</c> for the stream itself.</param>
/// <param name="Tries">How often the work has failed.</param>
public sealed record DueEntry(string Kind, Instant At, string Partition, string Stream, string Key = "", int Tries = 0)
{
    public StreamId Of => new(Partition, new(Stream));
}

/// <summary>Does what has come due. Idempotent by meaning: entries come at least once, late, and after their matter is settled.</summary>
public interface IDueWork
{
    string Kind { get; }

    /// <returns>When to look again; null when nothing more is due.</returns>
    Task<Instant?> Do(DueEntry due, CancellationToken stop);
}

/// <summary>
/// The places of due entries: partition <c>due:{hour}:{shard}</c>, 8 shards an hour, in the order of their times. A sweep is 8 short range queries an hour bucket, all at once.
/// </summary>
public static class DuePlace
{
    public const int Shards = 8;

    public static string Partition(Instant hour, int shard) => FormattableString.Invariant($"due:{hour.InUtc().ToDateTimeUtc():yyyyMMddHH}:{shard:00}");

    /// <summary>The entry's document in the bucket of <paramref name="bucket"/>: one entry has one id, so writing it again changes nothing.</summary>
    public static DocumentId Of(DueEntry due, Instant bucket)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{due.Kind}\n{due.Partition}\n{due.Stream}\n{due.Key}"));
        return new(Partition(bucket, hash[0] % Shards), $"{Stamp(due.At)}~{due.Kind}~{Convert.ToHexStringLower(hash.AsSpan(1, 12))}");
    }

    /// <summary>Every entry up to this moment, inclusive.</summary>
    public static IdRange UpTo(Instant now) => new(null, Stamp(now) + "\x7f");

    public static Instant HourOf(Instant moment) => Instant.FromUnixTimeSeconds(Math.DivRem(moment.ToUnixTimeSeconds(), 3600).Quotient * 3600);

    private static string Stamp(Instant at) => at.ToDateTimeUtc().ToString("yyyyMMddHHmmss");
}
