using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Vets;

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Vet))]
[JsonSerializable(typeof(VetProfile))]
[JsonSerializable(typeof(AvailabilityProfile))]
[JsonSerializable(typeof(VerifyLicence))]
[JsonSerializable(typeof(RevokeLicence))]
[JsonSerializable(typeof(VetView))]
[JsonSerializable(typeof(VetCard))]
[JsonSerializable(typeof(AvailabilityView))]
[JsonSerializable(typeof(LicenceList))]
[JsonSerializable(typeof(OfferChanged))]
[JsonSerializable(typeof(AvailabilityChanged))]
[JsonSerializable(typeof(LicenceVerified))]
[JsonSerializable(typeof(LicenceRevoked))]
public sealed partial class VetsJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<OfferChanged>("offer.changed"),
        EventType.Of<AvailabilityChanged>("availability.changed"),
        EventType.Of<LicenceVerified>("licence.verified"),
        EventType.Of<LicenceRevoked>("licence.revoked"),
    ];
}
