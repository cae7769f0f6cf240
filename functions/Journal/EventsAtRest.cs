using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VetVisits.Journal;

/// <summary>The events of a commit: whatever was stored under a retired name is read as what it means today.</summary>
public sealed class EventsAtRest(IReadOnlyList<EventType> types) : JsonConverter<IReadOnlyList<Event>>
{
    private readonly FrozenDictionary<Type, Func<Event, Event>> upcasts =
        types.Where(t => t.Upcast is not null).ToFrozenDictionary(t => t.Record, t => t.Upcast!);

    public override IReadOnlyList<Event> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var events = JsonSerializer.Deserialize<Event[]>(ref reader, options) ?? [];
        for (var i = 0; i < events.Length; i++)
            while (upcasts.TryGetValue(events[i].GetType(), out var today))
                events[i] = today(events[i]);
        return events;
    }

    /// <exception cref="JsonException">One of the events has a retired name.</exception>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Event> value, JsonSerializerOptions options)
    {
        if (value.FirstOrDefault(e => upcasts.ContainsKey(e.GetType())) is { } old)
            throw new JsonException($"{old.GetType().Name} is retired: it is read, and never written again.");
        writer.WriteStartArray();
        foreach (var happened in value) JsonSerializer.Serialize(writer, happened, options);
        writer.WriteEndArray();
    }
}
