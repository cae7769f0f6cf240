using System.Text.Json;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Readings;

/// <summary>A row as it was read: the reading, or all that is wrong with it.</summary>
public sealed record Row(int Number, Reading? Reading, IReadOnlyList<Problem> Problems);

/// <summary>Reads rows as they came. Units are converted or refused, never guessed. Pure.</summary>
public sealed class ReadingReader(Caller caller, Animal animal, Instant now)
{
    /// <summary>The most rows of one request.</summary>
    public const int MostRows = 1000;

    private static readonly LocalDate First = new(1990, 1, 1);

    /// <summary>A device's clock may run ahead of ours by this much.</summary>
    private static readonly Duration Ahead = Duration.FromMinutes(10);

    /// <param name="at">Where the row stands in the body: <c>/readings/3</c>; empty for a body that is one reading.</param>
    public Row Read(int number, string at, JsonElement row)
    {
        var problems = new Problems();
        GivenReading? given = null;
        try
        {
            given = row.ValueKind == JsonValueKind.Object ? row.Deserialize<GivenReading>(Json.Options) : null;
            problems.If(given is null, at, "A reading is an object with kind, value, unit and at.");
        }
        catch (JsonException wrong)
        {
            problems.Add(at + (wrong.Path is ['$', '.', .. var member] ? $"/{member}" : ""), "Not what this member takes: numbers as numbers, texts as texts, the time in RFC 3339 with its offset.");
        }
        var reading = given is null ? null : Read(at, given, problems);
        return new(number, problems.Found.Count == 0 ? reading : null, problems.Found);
    }

    private Reading? Read(string at, GivenReading given, Problems problems)
    {
        problems.OneOf($"{at}/kind", given.Kind, Measure.Ids);
        var time = When($"{at}/at", given.At, problems);
        var method = problems.TextOrNull($"{at}/method", given.Method, 60);
        var note = problems.TextOrNull($"{at}/note", given.Note, 200);
        if (given.ReadingId is not null) problems.Id($"{at}/readingId", given.ReadingId);
        if (Measure.Named(given.Kind) is not { } measure) return null;

        if (measure.IsWords) problems.Text($"{at}/note", note, 200);
        problems.If(measure.IsWords && given.Value is not null, $"{at}/value", "A free observation has no number; choose the kind that the number is of.");
        problems.If(!measure.HasTwoValues && given.Diastolic is not null, $"{at}/diastolic", "Only a blood pressure has a second value.");
        var value = measure.IsWords ? null : Value(at, "value", given.Value, given.Unit, measure, problems);
        var second = measure.HasTwoValues && given.Diastolic is not null ? Value(at, "diastolic", given.Diastolic, given.Unit, measure, problems) : null;
        problems.If(second >= value, $"{at}/diastolic", "The diastolic value is below the systolic one.");
        if (time is not { } measured || problems.Found.Count > 0) return null;

        var sent = given.Value is { } v && !(measure.IsKept(v, value!.Value) && (second is null || measure.IsKept(given.Diastolic!.Value, second.Value)));
        return new(
            Reading.IdOf(caller, animal.Id, measure.Id, measured, given.ReadingId), measure.Id, value, measure.Unit, measured, method, note, second,
            sent ? new(given.Value!.Value, given.Unit?.Trim() ?? measure.Unit, given.Diastolic) : null);
    }

    private static decimal? Value(string at, string member, decimal? value, string? unit, Measure measure, Problems problems)
    {
        if (value is not { } number)
        {
            problems.Add($"{at}/{member}", $"A number, in {measure.Unit}.");
            return null;
        }
        if (measure.Kept(number, unit) is not { } kept)
        {
            problems.Add($"{at}/unit", unit is null ? $"Say the unit; here one of: {Known(measure)}." : $"Not a unit of this kind. One of: {Known(measure)}.");
            return null;
        }
        if (kept >= measure.Least && kept <= measure.Most) return kept;
        problems.Add($"{at}/{member}", Impossible(measure, kept));
        return null;
    }

    private Instant? When(string at, OffsetDateTime? said, Problems problems)
    {
        if (said is not { } given)
        {
            problems.Add(at, "When it was measured: RFC 3339, such as 2026-11-22T18:30:00+01:00.");
            return null;
        }
        // What pages point at: a clock tells no more than ticks.
        var time = Instant.FromUnixTimeTicks(given.ToInstant().ToUnixTimeTicks());
        var day = given.Date;
        problems.If(time > now + Ahead, at, "This time is still to come. Set the clock of the device, or send the time of the measurement.");
        problems.If(day < First || day.PlusDays(1) < animal.BirthDate, at, "This time is before the animal was born.");
        problems.If(animal.DiedOn is { } died && day > died.PlusDays(1), at, "The record says that this animal had died by then.");
        return time;
    }

    private static string Known(Measure measure) => string.Join(", ", measure.Units.Keys);

    private static string Impossible(Measure measure, decimal kept) => (measure.Id, kept) switch
    {
        ("temperature", >= 68 and <= 115) => "No animal is as hot in °C. If this is Fahrenheit, send the unit °F.",
        ("temperature", > 0 and < 20) => "No animal is as cold in this unit. If this is °C, send the unit °C.",
        ("glucose", > 0 and < 10) => "Too low for mg/dL. If this is mmol/L, send the unit mmol/L.",
        ("heart-rate" or "respiratory-rate", 0) => "If there is none, do not measure on: go to an emergency clinic now.",
        _ => FormattableString.Invariant($"No animal has this value. In {measure.Unit}, from {measure.Least} to {measure.Most}; measure again."),
    };
}
