using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Journal;
using VetVisits.Records;
using VetVisits.Records.Fhir;
using VetVisits.Tests.Journal;

namespace VetVisits.Tests.Records;

/// <summary>Bundles of generated lives, held to the FHIR R4 definitions by a validator that is not ours.</summary>
public sealed class FhirTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 12, 0);

    [Fact]
    public async Task Bundles_of_generated_histories_validate()
    {
        var bundles = new List<string>();
        for (var seed = 1; seed <= 20; seed++)
        {
            var history = new RecordHistory(seed);
            bundles.Add(await Bundle(history.Animal(), history.Commits(30), seed % 5 == 0));
        }
        bundles.Add(await Bundle(new RecordHistory(1).Animal(), [], forOthers: false));
        bundles.Add(await Bundle(new RecordHistory(2).Animal(), OneOfEach(), forOthers: false));

        var told = await Validate(bundles);

        Assert.True(told.GetProperty("found").GetArrayLength() == 0, told.ToString());
        Assert.True(told.GetProperty("resources").GetInt32() > 1000, told.ToString());
        string[] expected = ["Patient", "RelatedPerson", "Practitioner", "Encounter", "Condition", "Observation", "CarePlan", "MedicationRequest", "Media", "Consent", "Provenance", "Basic"];
        Assert.All(expected, type => Assert.True(told.GetProperty("types").TryGetProperty(type, out _), $"no {type} in {told}"));
    }

    [Fact]
    public async Task The_validator_finds_what_is_wrong()
    {
        var bundle = await Bundle(new RecordHistory(3).Animal(), new RecordHistory(3).Commits(5), forOthers: false);
        var broken = bundle.Replace("\"gender\":", "\"gander\":", StringComparison.Ordinal);
        Assert.NotEqual(0, (await Validate([broken])).GetProperty("found").GetArrayLength());
    }

    [Fact]
    public async Task The_patient_is_an_animal()
    {
        var animal = new Animal("misha", "olga", "Misha", "cat", "Siberian", Sex.Male, true, new LocalDate(2021, 4, 1), 4.2m, [], null, null, new("c", "h"));
        var patient = JsonDocument.Parse(await Bundle(animal, [], forOthers: false)).RootElement.GetProperty("entry")[0].GetProperty("resource");
        var extension = patient.GetProperty("extension")[0];
        Assert.Equal("http://hl7.org/fhir/StructureDefinition/patient-animal", extension.GetProperty("url").GetString());
        Assert.Equal(["species", "breed", "genderStatus"], extension.GetProperty("extension").EnumerateArray().Select(e => e.GetProperty("url").GetString()!));
        Assert.Equal("male", patient.GetProperty("gender").GetString());
    }

    [Fact]
    public async Task Every_event_is_in_the_bundle_and_nothing_that_opens_something()
    {
        var bundle = await Bundle(new RecordHistory(2).Animal(), OneOfEach(), forOthers: true);
        Assert.DoesNotContain("olga", bundle, StringComparison.Ordinal);
        Assert.DoesNotContain("tokenHash", bundle, StringComparison.OrdinalIgnoreCase);
        var resources = JsonDocument.Parse(bundle).RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).ToList();
        Assert.Equal(OneOfEach().Count, resources.Count(r => r.GetProperty("resourceType").GetString() == "Provenance"));
    }

    private static IReadOnlyList<Commit> OneOfEach() =>
        [.. ProductEvents.All.Where(t => t.Upcast is null).Select((t, n) => new Commit(RecordHistory.Partition, $"one:{t.Name}", 1, Now + Duration.FromMinutes(n), "vet:v1", null, [MadeUp.Event(t.Record)]))];

    private static async Task<string> Bundle(Animal animal, IReadOnlyList<Commit> commits, bool forOthers)
    {
        using var memory = new MemoryStream();
        await using var chronicle = await Chronicle.Open(new Told(commits), animal.Id, RecordFilter.All, default);
        await FhirRecord.Write(PipeWriter.Create(memory, new(leaveOpen: true)), new Subject(animal, forOthers), Now, chronicle, (vet, _) => Task.FromResult<string?>(vet == "vet-1" ? null : $"Dr {vet}"), default);
        return System.Text.Encoding.UTF8.GetString(memory.ToArray());
    }

    private static async Task<JsonElement> Validate(IEnumerable<string> bundles)
    {
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Path("tests", "Records", "fhir-validator.mjs"));
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        foreach (var bundle in bundles) await node.StandardInput.WriteLineAsync(bundle);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonDocument.Parse(await output).RootElement;
    }
}

/// <summary>A journal that holds what a test says.</summary>
public sealed class Told(IReadOnlyList<Commit> commits) : IJournal
{
    public Task<Histories> Read(string partition, IReadOnlyList<StreamName> streams, CancellationToken stop) =>
        Task.FromResult(new Histories(partition, commits.Where(c => streams.Any(s => s.Value == c.Stream)).ToLookup(c => c.Stream)));

    public Task<Appended> Append(StreamId stream, int expectedVersion, Commit commit, CancellationToken stop) => throw new NotSupportedException();

    public async IAsyncEnumerable<Commit> ReadPartition(string partition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Yield();
        foreach (var commit in commits) yield return commit;
    }
}
