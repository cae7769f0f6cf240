using System.IO.Pipelines;
using System.Text.Json;
using NodaTime;
using VetVisits.Animals;

namespace VetVisits.Records.Fhir;

/// <summary>Whose record it is. For others than the owner and the treating vets (<c>ForOthers</c>) the owner is there without an identifier.</summary>
public sealed record Subject(Animal Animal, bool ForOthers);

/// <summary>
/// A record as a FHIR R4 Bundle of type collection (http://hl7.org/fhir/R4/bundle.html), written while it is read. What takes several events to know, the visits
/// and the people, comes at the end; of these it holds one small state each.
/// </summary>
public static class FhirRecord
{
    /// <param name="nameOf">A vet's name, where there is one.</param>
    public static async Task Write(
        PipeWriter to, Subject subject, Instant now, Chronicle chronicle, Func<string, CancellationToken, Task<string?>> nameOf, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(to);
        var bundle = new FhirBundle(json, subject);
        bundle.Begin(now);
        await Send(json, to, stop);
        await foreach (var chapter in chronicle.Read(whole: true).WithCancellation(stop))
        {
            bundle.Add(chapter);
            if (json.BytesPending >= StreamedResult.Chunk) await Send(json, to, stop);
        }
        bundle.AddCourses(now.InUtc().Date);
        foreach (var vetId in bundle.Vets) bundle.AddVet(vetId, await nameOf(vetId, stop));
        bundle.End();
        await Send(json, to, stop);
    }

    private static async Task Send(Utf8JsonWriter json, PipeWriter to, CancellationToken stop)
    {
        await json.FlushAsync(stop);
        await to.FlushAsync(stop);
    }
}
