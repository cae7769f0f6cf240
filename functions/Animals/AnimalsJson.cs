using System.Text.Json.Serialization;
using VetVisits.Documents;

namespace VetVisits.Animals;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Animal))]
[JsonSerializable(typeof(AnimalProfile))]
[JsonSerializable(typeof(AnimalList))]
[JsonSerializable(typeof(OwnedAnimal))]
[JsonSerializable(typeof(View<BookedVet>))]
public sealed partial class AnimalsJson : JsonSerializerContext;
