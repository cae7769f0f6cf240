using System.Text.Json;
using VetVisits.Animals;
using VetVisits.Journal;

namespace VetVisits.Records.Fhir;

/// <summary>Patient, RelatedPerson, Practitioner, and the Provenance that names them.</summary>
internal static class FhirPeople
{
    /// <summary>SNOMED CT's taxa of the species, where they are certain; the words are there for all.</summary>
    private static readonly Dictionary<string, (string Code, string Display)> Taxa = new(StringComparer.Ordinal)
    {
        ["dog"] = ("448771007", "Canis lupus subspecies familiaris"),
        ["cat"] = ("448169003", "Felis catus"),
        ["horse"] = ("35354009", "Equus caballus"),
    };

    public static void AddPatient(this FhirBundle bundle, Subject subject) => bundle.Write(bundle.Patient, json =>
    {
        var animal = subject.Animal;
        json.WriteStartArray("extension");
        json.WriteStartObject();
        json.WriteStartArray("extension");
        Part(json, "species", () => Species(json, animal.Species));
        if (animal.Breed is not null) Part(json, "breed", () => json.Words("valueCodeableConcept", animal.Breed));
        if (animal.Neutered is { } neutered) Part(json, "genderStatus", () => json.Concept("valueCodeableConcept", "http://hl7.org/fhir/animal-genderstatus", neutered ? "neutered" : "intact"));
        json.WriteEndArray();
        json.WriteString("url", "http://hl7.org/fhir/StructureDefinition/patient-animal");
        json.WriteEndObject();
        json.WriteEndArray();
        json.Identifier("animal", animal.Id);
        json.WriteStartArray("name");
        json.WriteStartObject();
        json.WriteString("use", "usual");
        json.Text("text", animal.Name);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("gender", animal.Sex switch { Sex.Female => "female", Sex.Male => "male", Sex.Unknown or _ => "unknown" });
        if (animal.BirthDate is { } born) json.Day("birthDate", born);
        if (animal.DiedOn is { } died) json.Day("deceasedDateTime", died);
    });

    public static void AddOwner(this FhirBundle bundle, Subject subject) => bundle.Write(bundle.Owner, json =>
    {
        if (!subject.ForOthers) json.Identifier("owner", subject.Animal.OwnerId);
        json.Reference("patient", bundle.Patient);
        json.WriteStartArray("relationship");
        json.WriteStartObject();
        json.WriteString("text", "Owner of the animal");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static void AddPractitioner(this FhirBundle bundle, string vetId, string? name) => bundle.Write(bundle.Vet(vetId), json =>
    {
        json.Identifier("vet", vetId);
        if (string.IsNullOrWhiteSpace(name)) return;
        json.WriteStartArray("name");
        json.WriteStartObject();
        json.Text("text", name);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static void AddProvenance(this FhirBundle bundle, Commit commit, IEnumerable<Resource> targets, IReadOnlyList<Event> events) =>
        bundle.Write(new("Provenance", $"{commit.Partition}\n{commit.Id}"), json =>
        {
            json.References("target", targets);
            json.Time("recorded", commit.At);
            json.Words("activity", string.Join(", ", events.Select(Kinds.NameOf)));
            json.WriteStartArray("agent");
            json.WriteStartObject();
            json.WriteStartObject("who");
            Who(bundle, json, commit.By);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });

    /// <summary>Owners and vets are in the bundle; staff and the product itself are named by their role.</summary>
    private static void Who(FhirBundle bundle, Utf8JsonWriter json, string by)
    {
        var (role, id) = by.Split(':', 2) is [var r, var i] ? (r, i) : (by, "");
        switch (role)
        {
            case "owner":
                json.WriteString("reference", bundle.Owner.Reference);
                json.WriteString("type", "RelatedPerson");
                break;
            case "vet" when id.Length > 0:
                json.WriteString("reference", bundle.Vet(id).Reference);
                json.WriteString("type", "Practitioner");
                break;
            default:
                json.WriteString("display", role.Length == 0 ? "unknown" : role);
                break;
        }
    }

    private static void Species(Utf8JsonWriter json, string species)
    {
        if (Taxa.TryGetValue(species, out var taxon)) json.Concept("valueCodeableConcept", "http://snomed.info/sct", taxon.Code, species, taxon.Display);
        else json.Concept("valueCodeableConcept", $"{FhirWriter.Ours}/species", species, species);
    }

    private static void Part(Utf8JsonWriter json, string url, Action value)
    {
        json.WriteStartObject();
        json.WriteString("url", url);
        value();
        json.WriteEndObject();
    }
}
