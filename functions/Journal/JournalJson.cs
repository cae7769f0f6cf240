using System.Text.Json.Serialization;

namespace VetVisits.Journal;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Commit))]
[JsonSerializable(typeof(CommitRef))]
public sealed partial class JournalJson : JsonSerializerContext;
