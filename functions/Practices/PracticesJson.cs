using System.Text.Json.Serialization;

namespace VetVisits.Practices;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Practice))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(PracticeOf))]
[JsonSerializable(typeof(ListedPractice))]
[JsonSerializable(typeof(OpenPractice))]
[JsonSerializable(typeof(AddMember))]
[JsonSerializable(typeof(PracticeList))]
[JsonSerializable(typeof(MemberList))]
public sealed partial class PracticesJson : JsonSerializerContext;
