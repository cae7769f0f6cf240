using System.Text.Json.Serialization;
using VetVisits.Documents;

namespace VetVisits.Animals;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Animal))]
[JsonSerializable(typeof(OwnedAnimal))]
[JsonSerializable(typeof(View<AnimalVets>))]
public sealed partial class AnimalsJson : JsonSerializerContext;
