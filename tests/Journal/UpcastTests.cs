using System.Text.Json;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

/// <summary>A changed meaning is a new name; what was stored under the old one is read as what it means today.</summary>
public sealed class UpcastTests
{
    private sealed record WeighedInPounds(double Pounds) : Event;

    private sealed record WeighedInKilos(double Kilos) : Event;

    private sealed record Weighed(double Kilos, string Scale) : Event;

    private static readonly JsonSerializerOptions Options = Json.With(
    [
        EventType.Retired<WeighedInPounds>("test.weighed", old => new WeighedInKilos(old.Pounds / 2)),
        EventType.Retired<WeighedInKilos>("test.weighed-kg", old => new Weighed(old.Kilos, "unknown")),
        EventType.Of<Weighed>("test.weighed-on"),
    ]);

    [Fact]
    public void An_event_of_a_retired_name_is_read_as_what_it_means_today_through_every_step()
    {
        var commit = Read("""[{"$type": "test.weighed", "pounds": 10}, {"pounds": 6, "$type": "test.weighed"}, {"$type": "test.weighed-on", "kilos": 4, "scale": "clinic"}]""");
        Assert.Equal([new Weighed(5, "unknown"), new Weighed(3, "unknown"), new Weighed(4, "clinic")], commit.Events);
    }

    [Fact]
    public void A_retired_name_is_never_written_again()
    {
        var commit = Read("[]") with { Events = [new WeighedInPounds(10)] };
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(commit, Options));
    }

    [Fact]
    public void An_unknown_name_is_an_error_and_not_silence() =>
        Assert.Throws<JsonException>(() => Read("""[{"$type": "test.never-heard-of"}]"""));

    private static Commit Read(string events) => JsonSerializer.Deserialize<Commit>(
        $$"""{"partition": "animal:a", "stream": "s", "version": 1, "at": "2026-11-23T12:00:00Z", "by": "owner:o", "events": {{events}}}""", Options)!;
}
