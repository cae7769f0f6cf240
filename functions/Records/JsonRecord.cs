using System.IO.Pipelines;
using System.Text.Json;
using VetVisits.Animals;
using VetVisits.Journal;

namespace VetVisits.Records;

/// <summary>The record as JSON: <c>{ "animal": …, "entries": [ … ], "next": cursor or null }</c>, written entry by entry.</summary>
public static class JsonRecord
{
    public const string ContentType = "application/json; charset=utf-8";

    public static async Task Write(PipeWriter to, AnimalView animal, Chronicle chronicle, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WritePropertyName("animal");
        JsonSerializer.Serialize(json, animal, Json.Options);
        json.WriteStartArray("entries");
        await Send(json, to, stop);
        await foreach (var chapter in chronicle.Read().WithCancellation(stop))
        {
            foreach (var (number, happened) in chapter.Events) Entry(json, chapter.Commit, number, happened);
            if (json.BytesPending >= StreamedResult.Chunk) await Send(json, to, stop);
        }
        json.WriteEndArray();
        if (chronicle.Next is { } next) json.WriteString("next", next);
        json.WriteEndObject();
        await Send(json, to, stop);
    }

    public static void Entry(Utf8JsonWriter json, Commit commit, int number, Event happened)
    {
        var name = Kinds.NameOf(happened);
        json.WriteStartObject();
        json.WriteString("id", EntryId.Of(commit, number));
        json.WriteString("at", NodaTime.Text.InstantPattern.ExtendedIso.Format(commit.At));
        json.WriteString("kind", Kinds.OfName(name));
        json.WriteString("type", name);
        json.WriteString("by", commit.By);
        json.WritePropertyName("what");
        Shown.Write(json, happened);
        json.WriteEndObject();
    }

    private static async Task Send(Utf8JsonWriter json, PipeWriter to, CancellationToken stop)
    {
        await json.FlushAsync(stop);
        await to.FlushAsync(stop);
    }
}

/// <summary>An entry's id: its commit's and its number in it.</summary>
public static class EntryId
{
    public static string Of(Commit commit, int number) => FormattableString.Invariant($"{commit.Id}~{number}");
}

/// <summary>The record as JSON, as the contract describes it.</summary>
public sealed record RecordPage(AnimalView Animal, IReadOnlyList<RecordEntry> Entries, string? Next);

/// <param name="Kind">What it is about: <c>visit</c>, <c>intake</c>, <c>photo</c>, <c>reading</c>, ….</param>
/// <param name="Type">What happened: <c>visit.booked</c>.</param>
/// <param name="By">Who: a role and an opaque id.</param>
/// <param name="What">What there is to say of it; its members are those of the type.</param>
public sealed record RecordEntry(string Id, NodaTime.Instant At, string Kind, string Type, string By, JsonElement What);
