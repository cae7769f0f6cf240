using System.Text.Json.Serialization;

namespace VetVisits.Journal;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Commit))]
[JsonSerializable(typeof(CommitRef))]
public sealed partial class JournalJson : JsonSerializerContext;
