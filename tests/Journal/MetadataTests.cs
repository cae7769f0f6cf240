using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VetVisits.Tests.Journal;

/// <summary>A plain run of the local host finds by reflection what every other build generates: both must mean the same JSON.</summary>
public sealed class MetadataTests
{
    private static readonly JsonSerializerOptions Generated = Json.Options;
    private static readonly JsonSerializerOptions Reflected = new(Json.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static IReadOnlyList<Type> Types { get; } =
        [.. typeof(ProductJson).GetProperties().Select(p => p.PropertyType).Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(JsonTypeInfo<>)).Select(t => t.GenericTypeArguments[0])];

    [Fact]
    public void Generated_metadata_and_reflection_say_the_same_of_every_type()
    {
        Assert.True(Types.Count > 500, $"Only {Types.Count} types were found.");
        foreach (var type in Types) Assert.Equal($"{type}\n{Told(Generated.GetTypeInfo(type))}", $"{type}\n{Told(Reflected.GetTypeInfo(type))}");
    }

    /// <summary>Members that are only set where a value is made: generated code sets all of them, reflection those that the JSON has.</summary>
    [Fact]
    public void What_the_json_leaves_out_is_the_same_in_both()
    {
        var types = Types.Where(type => Generated.GetTypeInfo(type).Properties.Any(p => p is { IsRequired: false, AssociatedParameter.IsMemberInitializer: true })).ToList();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(Read(type, Generated), Read(type, Reflected)));

        static string Read(Type type, JsonSerializerOptions options)
        {
            var least = options.GetTypeInfo(type).Properties.Where(p => p.IsRequired).ToDictionary(p => p.Name, p => p.IsSetNullable ? null : Array.Empty<string>());
            return JsonSerializer.Serialize(JsonSerializer.Deserialize(JsonSerializer.Serialize(least), type, options), type, Generated);
        }
    }

    [Fact]
    public void The_generated_metadata_is_what_is_used() => Assert.All(Types, type => Assert.Same(ProductJson.Default, Generated.GetTypeInfo(type).OriginatingResolver));

    private static string Told(JsonTypeInfo of) => string.Join('\n', of.Properties.Select(Told).Prepend(string.Join(' ', of.Kind, of.Kind == JsonTypeInfoKind.None ? of.Converter.GetType() : null, of.ElementType, of.KeyType, of.NumberHandling, of.UnmappedMemberHandling)));

    private static string Told(JsonPropertyInfo of) => string.Join(
        ' ', of.Name, of.PropertyType, of.Order, of.IsRequired, of.IsGetNullable, of.IsSetNullable, of.IsExtensionData, of.NumberHandling, of.CustomConverter, of.Get is null, of.Set is null,
        of.AssociatedParameter is { IsMemberInitializer: false } p ? $"{p.Position} {p.Name} {p.ParameterType} {p.HasDefaultValue} {p.DefaultValue} {p.IsNullable}" : "");
}
