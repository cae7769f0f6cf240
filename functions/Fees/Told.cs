using System.Globalization;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Visits;

namespace VetVisits.Fees;

/// <summary>A fee's decision as a CloudEvent; its id is made from the fact, so a consumer drops a repeat.</summary>
public static class Told
{
    public static CloudEvent? Of(Commit commit, Event happened)
    {
        var animalId = VisitStream.AnimalId(commit.Partition)!;
        return happened switch
        {
            FeeDecided e => Event("fee.decided", e.VisitId, new(StringComparer.Ordinal)
            {
                ["kind"] = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(e.Kind.ToString()),
                ["amountMinor"] = e.AmountMinor.ToString(CultureInfo.InvariantCulture),
                ["currency"] = e.Currency,
                ["reason"] = e.Reason,
            }),
            FeeLetGo e => Event("fee.let-go", e.VisitId, new(StringComparer.Ordinal)
            {
                ["amountMinor"] = e.AmountMinor.ToString(CultureInfo.InvariantCulture),
                ["currency"] = e.Currency,
            }),
            _ => null,
        };

        CloudEvent Event(string type, string visitId, SortedDictionary<string, string> data)
        {
            (data["animalId"], data["visitId"]) = (animalId, visitId);
            return new("1.0", Uuid.V5($"{type}\n{commit.Partition}\n{commit.Id}").ToString(), CloudEvent.OurSource, type,
                $"animals/{animalId}/visits/{visitId}", commit.At, "application/json", data, commit.Trace);
        }
    }
}
