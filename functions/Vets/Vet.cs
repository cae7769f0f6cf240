using VetVisits.Documents;

namespace VetVisits.Vets;

/// <summary>Who a vet is. Document <c>profile</c> of partition <c>vet:{id}</c>; the offer and the licences are streams beside it.</summary>
/// <param name="Languages">BCP 47 tags that the vet speaks with owners, such as <c>en</c> and <c>es</c>.</param>
public sealed record Vet(string Id, string Name, string? Phone, string? Email, IReadOnlyList<string> Languages, string? About)
{
    public static string PartitionOf(string vetId) => $"vet:{vetId}";

    public static DocumentId At(string vetId) => new(PartitionOf(vetId), "profile");
}

/// <summary>The services that a vet can offer, by id.</summary>
public static class CareServices
{
    public static IReadOnlyList<string> All { get; } =
        ["teleadvice", "teletriage", "telemedicine", "teleconsulting", "telemonitoring", "follow-up", "refill"];
}
