using System.Text.Json.Serialization;
using NodaTime;
using VetVisits.Http;

namespace VetVisits.Notify;

/// <summary>
/// CloudEvents 1.0 in structured JSON, members always in this order, so that one fact is always the same bytes.
/// The id is made from the fact: a consumer drops what it has seen.
/// </summary>
public sealed record CloudEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    string Id,
    string Source,
    string Type,
    string Subject,
    Instant Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType,
    SortedDictionary<string, string> Data,
    [property: JsonPropertyName("traceparent")] string? Trace = null)
{
    public const string OurSource = "/vetvisits";

    public static CloudEvent Of(VetNotice notice, string? trace = null) => new(
        "1.0",
        Uuid.V5($"{notice.Type}\n{notice.VetId}\n{notice.Key}").ToString(),
        OurSource,
        notice.Type,
        notice.Subject,
        notice.At,
        "application/json",
        new(notice.Data.ToDictionary(), StringComparer.Ordinal) { ["vetId"] = notice.VetId },
        trace);
}
