using System.Text.Json;
using VetVisits.Readings;
using static VetVisits.Tests.Readings.Home;

namespace VetVisits.Tests.Readings;

public sealed class ReadingReaderTests
{
    [Theory]
    [InlineData("""{ "kind": "temperature", "value": 101.3, "unit": "°F" }""", 38.5)]
    [InlineData("""{ "kind": "temperature", "value": 38.5, "unit": "celsius" }""", 38.5)]
    [InlineData("""{ "kind": "weight", "value": 44.1, "unit": "lb" }""", 20.003)]
    [InlineData("""{ "kind": "weight", "value": 4200, "unit": "g" }""", 4.2)]
    [InlineData("""{ "kind": "glucose", "value": 5.5, "unit": "mmol/L" }""", 99)]
    [InlineData("""{ "kind": "heart-rate", "value": 92 }""", 92)]
    [InlineData("""{ "kind": "heart-rate", "value": 92, "unit": "bpm" }""", 92)]
    [InlineData("""{ "kind": "blood-pressure", "value": 20, "diastolic": 12, "unit": "kPa" }""", 150)]
    [InlineData("""{ "kind": "oxygen", "value": 97, "unit": "%" }""", 97)]
    [InlineData("""{ "kind": "itch-score", "value": 7 }""", 7)]
    public void A_value_is_kept_in_one_unit(string row, double kept) => Assert.Equal((decimal)kept, Read(row).Reading!.Value);

    [Fact]
    public void A_converted_value_is_kept_as_it_was_sent_too()
    {
        Assert.Equal(new SentAs(101.3m, "°F"), Read("""{ "kind": "temperature", "value": 101.3, "unit": "°F" }""").Reading!.Sent);
        Assert.Null(Read("""{ "kind": "temperature", "value": 38.5, "unit": "°C" }""").Reading!.Sent);
    }

    [Theory]
    [InlineData("""{ "kind": "temperature", "value": 101.3 }""", "/unit", "Say the unit")]
    [InlineData("""{ "kind": "temperature", "value": 38.5, "unit": "kelvin" }""", "/unit", "Not a unit")]
    [InlineData("""{ "kind": "temperature", "value": 101.3, "unit": "C" }""", "/value", "Fahrenheit")]
    [InlineData("""{ "kind": "glucose", "value": 5.5, "unit": "mg/dL" }""", "/value", "mmol/L")]
    [InlineData("""{ "kind": "glucose", "value": 100 }""", "/unit", "mg/dl")]
    [InlineData("""{ "kind": "heart-rate", "value": 0 }""", "/value", "emergency clinic now")]
    [InlineData("""{ "kind": "heart-rate", "value": 1e27 }""", "/value", "No animal")]
    [InlineData("""{ "kind": "heart-rate", "value": 1e400 }""", "/value", "numbers as numbers")]
    [InlineData("""{ "kind": "heart-rate", "value": -3 }""", "/value", "No animal")]
    [InlineData("""{ "kind": "heart-rate", "value": 90, "diastolic": 60 }""", "/diastolic", "second value")]
    [InlineData("""{ "kind": "blood-pressure", "value": 90, "diastolic": 120, "unit": "mmHg" }""", "/diastolic", "below the systolic")]
    [InlineData("""{ "kind": "pain-score", "value": 11 }""", "/value", "from 0 to 10")]
    [InlineData("""{ "kind": "free" }""", "/note", "Say something")]
    [InlineData("""{ "kind": "free", "note": "slept well", "value": 3 }""", "/value", "no number")]
    [InlineData("""{ "kind": "weight", "unit": "kg" }""", "/value", "A number")]
    [InlineData("""{ "kind": "mood", "value": 3 }""", "/kind", "One of")]
    [InlineData("""{ "kind": "heart-rate", "value": 90, "readingId": "a/b" }""", "/readingId", "An id")]
    public void What_cannot_be_is_refused_with_what_to_send(string row, string at, string says)
    {
        var problem = Assert.Single(Read(row).Problems);
        Assert.Equal("/readings/0" + at, problem.At);
        Assert.Contains(says, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3000-01-01T00:00:00Z", "still to come")]
    [InlineData("2026-11-22T12:11:00Z", "still to come")]
    [InlineData("2021-03-30T12:00:00Z", "before the animal was born")]
    [InlineData("0001-01-01T00:00:00Z", "before the animal was born")]
    public void A_time_that_cannot_be_is_refused(string at, string says) =>
        Assert.Contains(says, Assert.Single(Read("""{ "kind": "heart-rate", "value": 90 }""", at).Problems).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-22T13:00:00+01:00")]
    [InlineData("2026-11-22T12:00:00Z")]
    [InlineData("2026-11-22T07:00:00-05:00")]
    public void The_same_moment_is_the_same_reading_whatever_the_offset(string at) =>
        Assert.Equal(Read("""{ "kind": "heart-rate", "value": 90 }""", "2026-11-22T12:00:00Z").Reading!.Id, Read("""{ "kind": "heart-rate", "value": 90 }""", at).Reading!.Id);

    [Fact]
    public void A_time_without_an_offset_is_refused_for_nobody_knows_when_it_was() =>
        Assert.Equal("/readings/0/at", Assert.Single(Read("""{ "kind": "heart-rate", "value": 90 }""", "2026-11-22T12:00:00").Problems).At);

    [Fact]
    public void Every_kind_takes_its_own_unit_and_its_limits()
    {
        foreach (var measure in Measure.All.Where(m => !m.IsWords))
        {
            Assert.Equal(measure.Most, measure.Kept(measure.Most, measure.Unit));
            Assert.Equal(measure.Least, measure.Kept(measure.Least, measure.Unit));
        }
    }

    private static Row Read(string row, string at = "2026-11-22T11:00:00Z")
    {
        var members = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row)!;
        members["at"] = JsonSerializer.SerializeToElement(at);
        return new ReadingReader(Owner, Rex, Noon).Read(0, "/readings/0", JsonSerializer.SerializeToElement(members));
    }
}
