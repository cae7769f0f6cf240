using System.Text.Json.Serialization;

namespace VetVisits.Documents;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Receipt))]
public sealed partial class DocumentsJson : JsonSerializerContext;
