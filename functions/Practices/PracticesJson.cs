using System.Text.Json.Serialization;

namespace VetVisits.Practices;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Practice))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(PracticeOf))]
public sealed partial class PracticesJson : JsonSerializerContext;
