using System.Text.Json;

namespace VetVisits.Vcpr;

/// <summary>
/// The vocabulary of service-types.json, as far as decisions stand on it: whether a service needs a relationship, and where that is written.
/// <c>follow-up</c> and <c>refill</c> are telemedicine and e-prescribing, which the rules treat apart.
/// </summary>
public sealed class ServiceTypes
{
    private readonly Dictionary<string, ServiceType> types = new(StringComparer.Ordinal);

    private ServiceTypes(JsonElement root)
    {
        foreach (var type in root.GetProperty("types").EnumerateArray())
        {
            var id = type.GetProperty("id").GetString()!;
            var needs = type.GetProperty("requires_vcpr").GetString()!;
            var sources = type.GetProperty("sources").EnumerateArray().Select(s => s.GetString()!).ToArray();
            // Anything but a plain "no" is a yes: "yes for clinical use" is what a vet does.
            types.Add(id, new(needs != "no", new(CitationKind.Definition, null, $"service-types.{id}", type.GetProperty("name").GetString(), sources[0], null, null)));
        }
        foreach (var service in ServiceIds.All)
            if (!types.ContainsKey(TypeOf(service)))
                throw new RuleFileException([$"service-types.json: {TypeOf(service)} is missing."]);
    }

    public static ServiceTypes Embedded { get; } = Read();

    public bool NeedsVcpr(string service) => types[TypeOf(service)].NeedsVcpr;

    public Citation Cite(string service) => types[TypeOf(service)].Citation;

    private static string TypeOf(string service) => service switch
    {
        ServiceIds.FollowUp => ServiceIds.Telemedicine,
        ServiceIds.Refill => "e-prescribing",
        _ => service,
    };

    private static ServiceTypes Read()
    {
        using var file = JsonDocument.Parse(RuleFile.EmbeddedBytes("service-types.json"));
        return new(file.RootElement);
    }

    private sealed record ServiceType(bool NeedsVcpr, Citation Citation);
}
