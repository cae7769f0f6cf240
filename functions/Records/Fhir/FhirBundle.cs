using System.Text.Json;
using NodaTime;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Prescriptions;
using VetVisits.Readings;
using VetVisits.Records.Imports;
using VetVisits.Records.Sharing;
using VetVisits.Vcpr;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Records.Fhir;

/// <summary>
/// One pass over a record's commits, each becoming resources and one Provenance that says who recorded them and when. An event that FHIR has no resource for,
/// or that this code never heard of, becomes a Basic: nothing of the record is missing from its bundle.
/// </summary>
public sealed class FhirBundle(Utf8JsonWriter json, Subject subject)
{
    private readonly Dictionary<string, TalliedVisit> visits = new(StringComparer.Ordinal);
    private readonly HashSet<string> ordered = new(StringComparer.Ordinal);
    private PrescriptionBook prescriptions = PrescriptionBook.Fold.Start;
    private readonly SortedSet<string> vets = new(StringComparer.Ordinal);

    /// <summary>Every vet that was named so far.</summary>
    public IReadOnlyList<string> Vets => [.. vets];

    internal Utf8JsonWriter Json => json;

    internal string AnimalId => subject.Animal.Id;

    internal Resource Patient => new("Patient", subject.Animal.Id);

    internal Resource Owner => new("RelatedPerson", $"{subject.Animal.Id}\n{subject.Animal.OwnerId}");

    /// <summary>The visit's Encounter; what is mentioned is in the bundle, also when its own entries were not asked for.</summary>
    internal Resource Visit(string visitId)
    {
        Tally(visitId).Wanted = true;
        return new("Encounter", $"{AnimalId}\n{visitId}");
    }

    /// <summary>The visit's Encounter, if the record has the visit.</summary>
    internal Resource? Known(string? visitId) =>
        visitId is not null && visits.TryGetValue(visitId, out var there) && there.Visit.VetId.Length > 0 ? Visit(visitId) : null;

    internal Resource Vet(string vetId)
    {
        vets.Add(vetId);
        return new("Practitioner", vetId);
    }

    public void Begin(Instant now)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "collection");
        json.Time("timestamp", now);
        json.WriteStartArray("entry");
        this.AddPatient(subject);
        this.AddOwner(subject);
        foreach (var condition in subject.Animal.Conditions) this.AddKnownCondition(condition);
    }

    public void Add(Chapter chapter)
    {
        var commit = chapter.Commit;
        var visitId = VisitStream.Id(commit.Stream);
        if (visitId is not null) Tally(visitId).Add(commit);
        foreach (var happened in commit.Events) prescriptions = PrescriptionBook.Fold.Evolve(prescriptions, happened, commit.At);
        if (chapter.Events.Count == 0) return;
        var targets = new List<Resource>();
        foreach (var (number, happened) in chapter.Events)
            targets.AddRange(Of(new Told(commit, number, visitId), happened));
        this.AddProvenance(commit, targets.Distinct(), [.. chapter.Events.Select(e => e.Event)]);
    }

    /// <summary>What is known in full only at the end.</summary>
    public void AddCourses(LocalDate today)
    {
        foreach (var prescription in prescriptions.ById.Values.Where(p => ordered.Contains(p.Written.PrescriptionId))) this.AddPrescription(prescription, today);
        // Every visit begins with its booking, which says whose it is.
        foreach (var tallied in visits.Values.Where(v => v.Wanted && v.Visit.VetId.Length > 0)) this.AddEncounter(tallied.Visit);
    }

    public void AddVet(string vetId, string? name) => this.AddPractitioner(vetId, name);

    public void End()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>One entry of the bundle.</summary>
    internal Resource Write(Resource resource, Action<Utf8JsonWriter> members)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl", resource.Url);
        json.WriteStartObject("resource");
        json.WriteString("resourceType", resource.Type);
        json.WriteString("id", resource.Id);
        members(json);
        json.WriteEndObject();
        json.WriteEndObject();
        return resource;
    }

    private IEnumerable<Resource> Of(Told told, Event happened) => happened switch
    {
        IntakeTaken taken => this.AddIntake(told, taken),
        AnimalExamined examined => [this.AddExamination(told, examined)],
        VisitEnded ended when told.VisitId is { } visitId => [Visit(visitId), .. this.AddOutcome(told, visitId, ended)],
        AddendumWritten addendum => [this.AddNote(told, told.VisitId, "addendum", "Addendum", addendum.Text, addendum.VetId)],
        ConsultOpinionGiven opinion => [this.AddNote(told, told.VisitId, "opinion", "Second opinion", opinion.Opinion, opinion.VetId)],
        HomeFindingReported finding => [this.AddFinding(told, finding)],
        Visits.Care.ConsentGiven consent => [this.AddConsent(told, consent.What, consent.TextVersion)],
        ConsentWithdrawn consent => [this.AddConsent(told, consent.What, textVersion: null)],
        ShareAnswered answer => [this.AddNote(told, visitId: null, "answer", "Answer of a vet by a shared record", answer.Note, answer.VetId)],
        PhotoReady ready when PhotoStream.Of(told.Commit) is { PhotoId: var photoId } => [this.AddPhoto(told, photoId, ready)],
        PrescriptionWritten written when ordered.Add(written.PrescriptionId) => [FhirPrescriptions.Of(this, written.PrescriptionId)],
        PrescriptionCancelled cancelled when ordered.Contains(cancelled.PrescriptionId) => [FhirPrescriptions.Of(this, cancelled.PrescriptionId)],
        RefillGranted refill when ordered.Contains(refill.PrescriptionId) => [FhirPrescriptions.Of(this, refill.PrescriptionId)],
        ImportReceived received => [this.AddImport(told, received)],
        ReadingsTaken { Readings.Count: > 0 } taken => this.AddReadings(told, taken),
        // Everything else that a visit's stream says of its time and its people is in its Encounter.
        VisitBooked or VisitRescheduled or VisitCancelled or VisitCheckedIn or VisitStarted or VisitStopped or VisitMissed or VisitClaimed or VisitReoffered when told.VisitId is { } visitId && Tally(visitId).Visit.Exists => [Visit(visitId)],
        _ => [this.AddBasic(told, happened)],
    };

    private TalliedVisit Tally(string visitId) =>
        visits.TryGetValue(visitId, out var known) ? known : visits[visitId] = new();

    private sealed class TalliedVisit
    {
        public Visit Visit { get; private set; } = Visits.Visit.None;

        public bool Wanted { get; set; }

        public void Add(Commit commit)
        {
            foreach (var happened in commit.Events) Visit = Visits.Visit.Fold.Evolve(Visit, happened, commit.At);
        }
    }
}

/// <summary>Where in the record an event stands.</summary>
internal sealed record Told(Commit Commit, int Number, string? VisitId)
{
    public Instant At => Commit.At;

    /// <summary>The key of a resource that this event alone makes.</summary>
    public string Key(string part = "") => $"{Commit.Partition}\n{EntryId.Of(Commit, Number)}\n{part}";
}
