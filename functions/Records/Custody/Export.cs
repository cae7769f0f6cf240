using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Photos;

namespace VetVisits.Records.Custody;

/// <summary>Takes out everything that is kept of an animal, or of an owner: streamed like the record itself, so that a long life costs no memory.</summary>
public sealed class Export(IDocuments documents, IJournal journal, Audit audit, RecordPictures pictures, PhotoStorage storage, IClock clock)
{
    private static readonly Duration LinksLast = Duration.FromHours(1);

    public IResult Of(Animal animal) => Streamed($"record-{animal.Id}", (json, to, stop) => Write(json, to, animal, stop));

    public IResult Of(string ownerId, JsonObject person, IReadOnlyList<Animal> animals) => Streamed($"owner-{ownerId}", async (json, to, stop) =>
    {
        json.WriteStartObject();
        json.WriteString("ownerId", ownerId);
        json.WritePropertyName("person");
        person.WriteTo(json);
        json.WriteStartArray("animals");
        foreach (var animal in animals) await Write(json, to, animal, stop);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>What an owner's own partition holds, by the documents' names, and their animals; of an erased owner, the animals whose records are still kept.</summary>
    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<(JsonObject Person, IReadOnlyCollection<string> AnimalIds)> Found(string ownerId, CancellationToken stop)
    {
        var (person, animals) = (new JsonObject(), new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var (id, stored) in documents.List<JsonObject>(Owner.PartitionOf(ownerId), IdRange.All, stop))
            if (id.StartsWith(OwnedAnimal.Prefix, StringComparison.Ordinal)) animals.Add(id[OwnedAnimal.Prefix.Length..]);
            else person[id] = stored.Document;
        var tombstone = (await documents.Read<Tombstone>(Tombstone.At(ownerId), stop))?.Document;
        animals.UnionWith(tombstone?.AnimalIds ?? []);
        return person.Count + animals.Count == 0 && tombstone is null ? throw new RefusedException(Refusal.NotFound("owner")) : (person, animals);
    }

    private async Task Write(Utf8JsonWriter json, PipeWriter to, Animal animal, CancellationToken stop)
    {
        json.WriteStartObject();
        json.WritePropertyName("animal");
        JsonSerializer.Serialize(json, AnimalView.Of(animal), VetVisits.Json.Options);
        json.WriteString("ownerId", animal.OwnerId);
        json.WriteStartArray("entries");
        await using var chronicle = await Chronicle.Open(journal, animal.Id, RecordFilter.All, stop);
        await foreach (var (commit, events) in chronicle.Read().WithCancellation(stop))
        {
            foreach (var (number, happened) in events) JsonRecord.Entry(json, commit, number, happened);
            if (json.BytesPending >= StreamedResult.Chunk) await Send(json, to, stop);
        }
        json.WriteEndArray();
        json.WriteStartArray("looks");
        await foreach (var (_, look) in audit.Of(animal.Id, Instant.FromUtc(2000, 1, 1, 0, 0), Instant.FromUtc(9000, 1, 1, 0, 0), stop)) JsonSerializer.Serialize(json, look.Document, VetVisits.Json.Options);
        json.WriteEndArray();
        json.WriteStartArray("files");
        if (pictures.Origin() is not null) await Files(json, animal.Id, stop);
        json.WriteEndArray();
        json.WriteEndObject();
        await Send(json, to, stop);
    }

    private async Task Files(Utf8JsonWriter json, string animalId, CancellationToken stop)
    {
        var until = clock.GetCurrentInstant() + LinksLast;
        await foreach (var (name, bytes, link) in storage.Kept(animalId, until, stop))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("bytes", bytes);
            json.WriteString("url", link.AbsoluteUri);
            json.WriteString("expires", InstantPattern.ExtendedIso.Format(until));
            json.WriteEndObject();
        }
    }

    private static StreamedResult Streamed(string name, Func<Utf8JsonWriter, PipeWriter, CancellationToken, Task> write) => new(JsonRecord.ContentType, async (to, stop) =>
    {
        await using var json = new Utf8JsonWriter(to);
        await write(json, to, stop);
        await Send(json, to, stop);
    })
    {
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Disposition"] = $"attachment; filename=\"{name}.json\"" },
    };

    private static async Task Send(Utf8JsonWriter json, PipeWriter to, CancellationToken stop)
    {
        await json.FlushAsync(stop);
        await to.FlushAsync(stop);
    }
}

/// <summary>One animal, whole.</summary>
/// <param name="Looks">Who looked.</param>
/// <param name="Files">Pictures and files of other clinics; each link reads one of them until it expires.</param>
public sealed record AnimalExport(AnimalView Animal, string OwnerId, IReadOnlyList<RecordEntry> Entries, IReadOnlyList<Look> Looks, IReadOnlyList<ExportedFile> Files);

/// <param name="Person">The documents of the owner's own partition, by name: <c>profile</c>, <c>number</c>, ...; empty once they were erased.</param>
public sealed record OwnerExport(string OwnerId, JsonElement Person, IReadOnlyList<AnimalExport> Animals);

public sealed record ExportedFile(string Name, long Bytes, Uri Url, Instant Expires);
