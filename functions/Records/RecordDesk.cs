using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Records.Fhir;
using VetVisits.Vets;

namespace VetVisits.Records;

/// <summary>Gives an animal's record to somebody who may see it, in the form that was asked for.</summary>
public sealed class RecordDesk(IJournal journal, IDocuments documents, RecordPictures pictures, IClock clock)
{
    /// <param name="forOthers">Whether it leaves the circle of owner and treating vets: then it names no owner.</param>
    public async Task<IResult> Open(HttpRequest request, Animal animal, RecordFormat format, RecordFilter filter, bool forOthers, CancellationToken stop)
    {
        var chronicle = await Chronicle.Open(journal, animal.Id, filter, stop);
        var view = AnimalView.Of(animal);
        return format switch
        {
            RecordFormat.Html => new StreamedResult(HtmlRecord.ContentType, (to, aborted) => new HtmlRecord(pictures.Of).Write(to, view, chronicle, next => NextPage(request, next), aborted), chronicle)
            {
                Headers = HtmlRecord.Headers(pictures.Origin()),
            },
            RecordFormat.Fhir => new StreamedResult(
                RecordFormats.FhirContentType, (to, aborted) => FhirRecord.Write(to, new Subject(animal, forOthers), clock.GetCurrentInstant(), chronicle, NameOf, aborted), chronicle),
            RecordFormat.Json or _ => new StreamedResult(JsonRecord.ContentType, (to, aborted) => JsonRecord.Write(to, view, chronicle, aborted), chronicle),
        };
    }

    private async Task<string?> NameOf(string vetId, CancellationToken stop) =>
        Http.Ids.Allows(vetId) ? (await documents.Read<Vet>(Vet.At(vetId), stop))?.Document.Name : null;

    private static string NextPage(HttpRequest request, string next)
    {
        var query = request.Query.Where(q => q.Key != "cursor").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))).Append(KeyValuePair.Create("cursor", (string?)next));
        return $"{request.PathBase}{request.Path}{QueryString.Create(query)}";
    }
}
