using NodaTime;
using VetVisits.Notify;

namespace VetVisits.Tests.Notify;

public sealed class CloudEventTests
{
    private static readonly VetNotice Notice = new(
        "visit.booked", "vet-1", "animals/a/visits/v", "visit:v~1", Instant.FromUtc(2026, 11, 20, 12, 0),
        new Dictionary<string, string> { ["visitId"] = "v", ["animalId"] = "a" });

    [Fact]
    public void A_fact_is_always_the_same_bytes() => Assert.Equal(
        """{"specversion":"1.0","id":"d859db49-2980-5dbc-9a96-169fcb819cd1","source":"/vetvisits","type":"visit.booked","subject":"animals/a/visits/v","time":"2026-11-20T12:00:00Z","datacontenttype":"application/json","data":{"animalId":"a","vetId":"vet-1","visitId":"v"}}""",
        Json.Write(CloudEvent.Of(Notice)));

    [Fact]
    public void Another_key_vet_or_type_is_another_event()
    {
        VetNotice[] others = [Notice, Notice with { Key = "visit:v~2" }, Notice with { VetId = "vet-2" }, Notice with { Type = "visit.cancelled" }];
        Assert.Equal(4, others.Select(n => CloudEvent.Of(n).Id).Distinct().Count());
        Assert.Equal(CloudEvent.Of(Notice).Id, CloudEvent.Of(Notice with { Data = new Dictionary<string, string>() }).Id);
    }
}
