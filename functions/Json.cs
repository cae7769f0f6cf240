using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using VetVisits.Journal;

namespace VetVisits;

/// <summary>
/// The one JSON of the product, over HTTP, in queues and at rest: camelCase, RFC 3339 times, enums as kebab-case words, events named by <c>$type</c>.
/// Its metadata is <see cref="ProductJson"/>; every capability names its events in an <c>EventNames</c> of its own.
/// </summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = With(ProductEvents.All);

    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null where a document was expected");

    public static T Read<T>(JsonElement json) => json.Deserialize<T>(Options) ?? throw new JsonException("null where a document was expected");

    /// <summary>The product's JSON, knowing these events.</summary>
    public static JsonSerializerOptions With(IReadOnlyList<EventType> events)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options, events);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Gives a host's own options this product's ways, where they cannot be replaced as a whole.</summary>
    public static void Apply(JsonSerializerOptions options) => Apply(options, ProductEvents.All);

    private static void Apply(JsonSerializerOptions options, IReadOnlyList<EventType> events)
    {
        options.AllowOutOfOrderMetadataProperties = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver = Metadata.WithAddedModifier(info => NameEvents(info, events));
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new EventsAtRest(events));
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }

    /// <summary>
    /// What is not in <see cref="ProductJson"/>, such as what a host adds of its own, is found by reflection. A run that compiles for itself alone leaves the generated metadata
    /// out, which is a third of its compiler's work, and finds everything so; a test holds that both say the same of every type.
    /// </summary>
    private static IJsonTypeInfoResolver Metadata =>
#if PLAIN_RUN
        new DefaultJsonTypeInfoResolver();
#else
        JsonTypeInfoResolver.Combine(ProductJson.Default, new DefaultJsonTypeInfoResolver());
#endif

    private static void NameEvents(JsonTypeInfo info, IReadOnlyList<EventType> events)
    {
        if (info.Type != typeof(Event)) return;
        info.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "$type" };
        foreach (var type in events)
            info.PolymorphismOptions.DerivedTypes.Add(new(type.Record, type.Name));
    }
}
