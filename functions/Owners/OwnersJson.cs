using System.Text.Json.Serialization;

namespace VetVisits.Owners;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Owner))]
[JsonSerializable(typeof(OwnerProfile))]
public sealed partial class OwnersJson : JsonSerializerContext;
