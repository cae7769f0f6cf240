using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace VetVisits.Local.Host;

/// <summary>Schemas of what the exporter cannot look into: NodaTime's types, and problem details.</summary>
public static class OpenApiSchemas
{
    public const string Problem = "Problem";

    /// <summary>Names that more than one of our types has: in the contract each bears its folder, or one would silently stand for the other.</summary>
    private static readonly HashSet<string> Shared = [.. typeof(OpenApiSchemas).Assembly.GetTypes()
        .Where(type => type is { IsPublic: true, Namespace: not null } && type.Namespace.StartsWith("VetVisits.", StringComparison.Ordinal))
        .GroupBy(type => type.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key), Problem];

    /// <summary>The schema's name in the contract; null for what is written where it is used.</summary>
    public static string? Name(JsonTypeInfo type)
    {
        var clr = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name && clr.Namespace is { } folder && Shared.Contains(clr.Name)
            ? folder[(folder.LastIndexOf('.') + 1)..] + name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
    }

    public static Task Known(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var (format, example) =
            type == typeof(Instant) ? ("date-time", "2026-11-23T14:30:00Z")
            : type == typeof(OffsetDateTime) ? ("date-time", "2026-11-23T14:30:00-05:00")
            : type == typeof(LocalDate) ? ("date", "2026-11-23")
            : type == typeof(LocalTime) ? ("time", "14:30:00")
            : type == typeof(Duration) || type == typeof(Period) ? ("duration", null)
            : type == typeof(DateTimeZone) ? ("time-zone", "America/New_York")
            : (null, (string?)null);
        if (format is null) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        if (example is not null) schema.Examples = [JsonSerializer.SerializeToNode(example)!];
        return Task.CompletedTask;
    }

    /// <summary>RFC 9457, with our code.</summary>
    public static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details (RFC 9457). `code` is stable and for programs; `detail` is for people and says what to change. Some problems have more members.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "status", "code", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
        },
        AdditionalPropertiesAllowed = true,
    };
}
