using System.Text.Json.Serialization;

namespace VetVisits.Owners;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Owner))]
[JsonSerializable(typeof(OwnerProfile))]
public sealed partial class OwnersJson : JsonSerializerContext;
