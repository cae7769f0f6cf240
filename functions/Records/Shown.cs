using System.Text.Json;
using VetVisits.Journal;

namespace VetVisits.Records;

/// <summary>
/// Events as they go out of the journal. What opens something (a link's hash, a call's address) stays inside: members are left out by how their names end, so that
/// an event of a capability added later is safe before anybody thinks of it.
/// </summary>
public static class Shown
{
    private static readonly string[] Inside = ["token", "hash", "hashes", "secret", "password", "etag", "connection"];

    public static bool IsInside(string member) => Array.Exists(Inside, end => member.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes the event's members, without its type and without what stays inside, as one JSON object.</summary>
    public static void Write(Utf8JsonWriter to, Event happened)
    {
        using var whole = JsonSerializer.SerializeToDocument(happened, Json.Options);
        Write(to, whole.RootElement, top: true);
    }

    public static JsonElement Of(Event happened)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory)) Write(writer, happened);
        using var document = JsonDocument.Parse(memory.ToArray());
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter to, JsonElement value, bool top)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                to.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    if (IsInside(member.Name) || (top && member.NameEquals("$type"))) continue;
                    to.WritePropertyName(member.Name);
                    Write(to, member.Value, top: false);
                }
                to.WriteEndObject();
                break;
            case JsonValueKind.Array:
                to.WriteStartArray();
                foreach (var one in value.EnumerateArray()) Write(to, one, top: false);
                to.WriteEndArray();
                break;
            case JsonValueKind.Undefined or JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
            default:
                value.WriteTo(to);
                break;
        }
    }
}
