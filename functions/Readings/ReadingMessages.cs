using System.Text.Json;
using NodaTime;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>One reading, or up to 1,000 in <c>readings</c>.</summary>
/// <param name="Readings">Instead of the members of one reading: many at once. A row that is wrong is answered by itself and spoils no other.</param>
public sealed record TakeReadings(
    string? Kind, decimal? Value, decimal? Diastolic, string? Unit, OffsetDateTime? At, string? Method, string? Note, string? ReadingId, IReadOnlyList<GivenReading>? Readings);

/// <summary>A reading as it is sent.</summary>
/// <param name="Kind">temperature, heart-rate, respiratory-rate, weight, glucose, blood-pressure, oxygen, pain-score, itch-score or free.</param>
/// <param name="Value">The number; for blood-pressure the systolic one. None for free.</param>
/// <param name="Unit">Such as °C or °F, kg or lb, mg/dL or mmol/L. Where a kind has only one unit, it may be left out.</param>
/// <param name="At">When it was measured, with its offset from UTC.</param>
/// <param name="Method">How: rectal, asleep, cuff on the tail.</param>
/// <param name="Note">In words; for free the observation itself.</param>
/// <param name="ReadingId">The sender's own id, unique within a UTC day. Without one, kind and time name the reading.</param>
public sealed record GivenReading(
    string? Kind, decimal? Value = null, decimal? Diastolic = null, string? Unit = null, OffsetDateTime? At = null, string? Method = null, string? Note = null, string? ReadingId = null);

/// <summary>The body as it is read: rows stay raw, so that one that is not even well-typed is answered by itself.</summary>
public sealed record RawReadings(IReadOnlyList<JsonElement>? Readings)
{
    [System.Text.Json.Serialization.JsonExtensionData]
    public Dictionary<string, JsonElement>? One { get; set; }
}

public enum RowStatus
{
    /// <summary>It is kept.</summary>
    Stored,

    /// <summary>It was kept before; nothing changed.</summary>
    Duplicate,

    /// <summary>It is not kept, and <c>code</c> and <c>problems</c> say why.</summary>
    Refused,
}

/// <summary>What became of one row.</summary>
/// <param name="Code">Of a refused row: <c>invalid</c>, <c>reading-differs</c>, <c>too-many-days</c>, <c>too-many-readings</c>, <c>idempotency-key-reused</c>.</param>
public sealed record RowAnswer(int Row, RowStatus Status, ReadingView? Reading = null, string? Code = null, IReadOnlyList<Problem>? Problems = null)
{
    /// <summary>Where the row was the whole request, its refusal is the request's.</summary>
    public void ThrowIfRefused()
    {
        if (Status != RowStatus.Refused) return;
        if (Code == Http.Problems.Code)
        {
            var all = new Problems();
            foreach (var problem in Problems ?? []) all.Add(problem.At, problem.Detail);
            all.ThrowIfAny();
        }
        throw new RefusedException(new(Code switch { "reading-differs" or "busy" => 409, "too-many-readings" => 429, _ => 422 }, Code!, Problems![0].Detail));
    }
}

/// <summary>What became of all rows, in the order they were sent in, and what to do at once.</summary>
/// <param name="Level">The most urgent alarm among readings of the last 24 hours; left out without one.</param>
/// <param name="Advice">What the owner is to do now, the first thing first.</param>
/// <param name="VetTold">Whether a vet is told of it.</param>
public sealed record ReadingsAnswer(int Stored, int Duplicates, int Refused, Level? Level, IReadOnlyList<string> Advice, bool VetTold, IReadOnlyList<RowAnswer> Results)
{
    public ReadingsAnswer In(Translation spoken) =>
        this with { Advice = spoken.Of(Advice), Results = [.. Results.Select(row => row with { Reading = row.Reading?.In(spoken) })] };
}

/// <summary>A reading as it is kept.</summary>
public sealed record ReadingView(
    string ReadingId, string Kind, decimal? Value, decimal? Diastolic, string Unit, Instant At, string? Method, string? Note, SentAs? Sent, string Role, ReadingAlarm? Alarm)
{
    public static ReadingView Of(Taken taken) => Of(taken.Reading, taken.By);

    public static ReadingView Of(Reading r, string by) => new(r.Id, r.Kind, r.Value, r.Diastolic, r.Unit, r.At, r.Method, r.Note, r.Sent, by.Split(':')[0], r.Alarm);

    public ReadingView In(Translation spoken) => Alarm is null ? this : this with { Alarm = Alarm with { Why = spoken.Of(Alarm.Why) } };
}

/// <param name="Cursor">For the next page; null after the last. A page over days without readings may be short, or empty, and still have one.</param>
public sealed record ReadingsPage(IReadOnlyList<ReadingView> Readings, string? Cursor)
{
    public ReadingsPage In(Translation spoken) => this with { Readings = [.. Readings.Select(r => r.In(spoken))] };
}
