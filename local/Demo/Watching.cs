using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>Between visits a mat counts the dog's breaths: one bad row, one alarm that reaches the vet, and a picture of it all.</summary>
public static class Watching
{
    public static async Task Play(Stage stage, string dog)
    {
        var story = stage.Story;
        story.Chapter("Watched at home");

        var mat = await Client.SignIn(stage.Http, "the mat", "device", "sleeping-mat", dog);
        var sent = await mat.Post($"/animals/{dog}/readings", Night());
        story.Expect(sent is { Ok: true } && sent.Word("stored") == "12" && sent.Word("refused") == "1", $"a mat under the dog sends a night of breaths; the row of the year 3000 is refused, the others stay ({sent.Brief})");
        var again = await mat.Post($"/animals/{dog}/readings", Night());
        story.Expect(again.Word("duplicates") == "12", "it is not sure that it was heard and sends them again: nothing is kept twice");

        var alarm = await mat.Post($"/animals/{dog}/readings", Breaths(62, DateTime.UtcNow));
        story.Expect(alarm.Word("level") == "emergency", $"then 62 breaths a minute at rest: {alarm["advice"]?[0]}");
        story.Expect(alarm.Word("vetTold") == "true", "and the vet of the last visit is told");
        story.Expect(await Meeting.Notified(stage, "reading.alarm", dog), "Dr Amara's inbox has reading.alarm");

        var trend = await stage.Owner.Get($"/animals/{dog}/readings/trend?kind=respiratory-rate");
        story.Expect(trend.Word("count") == "13", $"Jo sees how it went: {trend.Word("baseline")} as a rule, {trend["last"]?["value"]} now");
        var chart = await stage.Owner.Get($"/animals/{dog}/readings/chart.svg?kind=respiratory-rate");
        story.Expect(chart.Text.StartsWith("<svg", StringComparison.Ordinal), $"and as a picture, with the published range behind it ({chart.Text.Length} characters of SVG)");
    }

    private static readonly DateTime Woke = DateTime.UtcNow.AddHours(-1);

    private static JsonObject Night() => new()
    {
        ["readings"] = new JsonArray([.. Enumerable.Range(0, 12).Select(i => Breaths(18 + (i % 4), Woke.AddMinutes(-30 * i))), Breaths(20, new DateTime(3000, 1, 1, 0, 0, 0, DateTimeKind.Utc))]),
    };

    private static JsonObject Breaths(int value, DateTime at) => new()
    {
        ["kind"] = "respiratory-rate",
        ["value"] = value,
        ["unit"] = "breaths/min",
        ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["method"] = "asleep",
    };
}
