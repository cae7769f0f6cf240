using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Documents;

namespace VetVisits.Due;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(View<DueEntry>))]
[JsonSerializable(typeof(DueWatermark))]
public sealed partial class DueJson : JsonSerializerContext;

public static class DueServices
{
    /// <summary>Work that waits for its time.</summary>
    public static IServiceCollection AddDue(this IServiceCollection services) => services
        .AddSingleton<DueList>()
        .AddSingleton<DueSweep>();
}
