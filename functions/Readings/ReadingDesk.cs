using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Readings;

/// <summary>Takes readings: reads the rows, judges them, and appends one commit to each day that they belong to.</summary>
public sealed class ReadingDesk(IJournal journal, Streams streams, Views views, Access access, ReadingRules rules, IClock clock)
{
    /// <summary>The most days that one request writes to, and so the most appends that it costs.</summary>
    public const int MostDays = 10;

    /// <summary>Takes all rows that can be taken. The same rows again, in any order, change nothing.</summary>
    /// <exception cref="RefusedException">404 <c>not-found</c>; 422 <c>invalid</c>: no rows, or too many.</exception>
    public async Task<ReadingsAnswer> Take(Caller caller, string animalId, RawReadings body, Asked asked, CancellationToken stop)
    {
        var animal = await access.Seen(caller, animalId, stop);
        var rows = Read(caller, animal, body);
        var (sound, answers) = Sort(rows);
        var days = sound.GroupBy(row => row.Reading!.Day).OrderByDescending(day => day.Key).ToList();
        foreach (var row in days.Skip(MostDays).SelectMany(day => day)) answers[row.Number] = Refused(row, TooManyDays);

        var attending = await views.Read<Attending>(Attending.At(animalId), stop);
        var partition = Animal.PartitionOf(animalId);
        var taking = days.Take(MostDays).Select(day => (Stream: ReadingDay.StreamFor(day.Key), Rows: day.ToList())).ToList();
        var histories = await journal.Read(partition, [.. taking.Select(t => t.Stream)], stop);
        var told = false;
        foreach (var (stream, its) in taking)
        {
            var judged = its.DistinctBy(row => row.Reading!.Id).Select(row => row.Reading! with { Alarm = rules.Judge(animal, row.Reading!, attending) })
                .OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal).ToList();
            var ran = await streams.Run(
                new(partition, stream), ReadingDay.Fold, asked, (day, now) => day.Take(asked.By, judged, rules.Hash, attending, now), histories.Of(stream), stop);
            told |= ran.Written?.Events.OfType<ReadingsTaken>().Any(e => e.Raised?.VetId is not null) == true;
            foreach (var row in its) answers[row.Number] = Answer(row, ran);
        }
        return Sum(answers, attending, told);
    }

    private List<Row> Read(Caller caller, Animal animal, RawReadings body)
    {
        var reader = new ReadingReader(caller, animal, clock.GetCurrentInstant());
        if (body.Readings is not { } many) return [reader.Read(0, "", Json.ToElement(body.One ?? []))];
        var problems = new Problems();
        problems.If(many.Count is 0 or > ReadingReader.MostRows, "/readings", $"From 1 to {ReadingReader.MostRows} readings.");
        problems.If(body.One is { Count: > 0 }, "/readings", "Either one reading, or readings with all of them.");
        problems.ThrowIfAny();
        return [.. many.Select((row, i) => reader.Read(i, $"/readings/{i}", row))];
    }

    /// <summary>The rows that can be taken, and the answers to those that cannot. Two that claim the same id and say different things are both refused: nobody knows which is true.</summary>
    private static (List<Row> Sound, RowAnswer[] Answers) Sort(List<Row> rows)
    {
        var answers = new RowAnswer[rows.Count];
        var sound = new List<Row>(rows.Count);
        foreach (var row in rows.Where(r => r.Reading is null)) answers[row.Number] = new(row.Number, RowStatus.Refused, Code: Problems.Code, Problems: row.Problems);
        foreach (var same in rows.Where(r => r.Reading is not null).GroupBy(r => r.Reading!.Id, StringComparer.Ordinal))
            if (same.All(row => row.Reading!.SaysTheSame(same.First().Reading!))) sound.AddRange(same);
            else foreach (var row in same) answers[row.Number] = Refused(row, Differs);
        return (sound, answers);
    }

    private static RowAnswer Answer(Row row, Ran<ReadingDay> ran)
    {
        if (ran is Ran<ReadingDay>.Refused no && (!ran.State.ById.ContainsKey(row.Reading!.Id) || no.Refusal == Asked.OtherBody)) return Refused(row, no.Refusal);
        var kept = ran.State.ById[row.Reading!.Id];
        if (!kept.Reading.SaysTheSame(row.Reading)) return Refused(row, Differs);
        var isNew = ran.Written?.Events.OfType<ReadingsTaken>().Any(e => e.Readings.Any(r => r.Id == kept.Reading.Id)) == true;
        return new(row.Number, isNew ? RowStatus.Stored : RowStatus.Duplicate, ReadingView.Of(kept));
    }

    private ReadingsAnswer Sum(RowAnswer[] answers, Attending? attending, bool told)
    {
        var now = clock.GetCurrentInstant();
        // A repeat is told what to do as well: its sender may not have heard the first answer.
        var ringing = answers.Select(a => a.Reading).OfType<ReadingView>().Where(r => r.Alarm is not null)
            .Select(r => new Reading(r.ReadingId, r.Kind, r.Value, r.Unit, r.At, Alarm: r.Alarm)).Where(r => ReadingDay.IsRecent(r, now)).ToList();
        return new(
            Count(RowStatus.Stored), Count(RowStatus.Duplicate), Count(RowStatus.Refused), ringing.Count == 0 ? null : ringing.Min(r => r.Alarm!.Level),
            rules.Advice(ringing, attending), told, answers);

        int Count(RowStatus status) => answers.Count(a => a.Status == status);
    }

    private static RowAnswer Refused(Row row, Refusal no) => new(row.Number, RowStatus.Refused, Code: no.Code, Problems: [new($"/readings/{row.Number}", no.Detail)]);

    private static Refusal Differs { get; } = Refusal.Conflict("reading-differs",
        "You have sent another value under this readingId, or for this kind and time. Nothing is ever changed: if both are true, send this one with a readingId of its own.");

    private static Refusal TooManyDays { get; } = Refusal.Invalid("too-many-days", $"One request takes readings of at most {MostDays} days (UTC); the latest were taken. Send this one in another.");
}
