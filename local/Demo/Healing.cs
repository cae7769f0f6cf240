using System.Text.Json.Nodes;
using NodaTime;

namespace VetVisits.Local.Demo;

/// <summary>A wound beside the printed marker, photographed on two days; Dr Amara outlines it, and its area says whether it heals. Rendered, so the truth is known.</summary>
public static class Healing
{
    private static readonly (int DaysAgo, Shooting Camera, (double Across, double Down) Wound)[] Days =
    [
        (4, new(1600, 1200, PixelsPerMillimetre: 9, Tilt: 6, Turn: 4), (9, 6)),
        (1, new(1600, 1200, PixelsPerMillimetre: 9.5, Tilt: 11, Towards: 100, Turn: -9), (7, 4.6)),
    ];

    public static async Task Play(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        story.Chapter("A wound beside the marker, on two days");
        var noon = SystemClock.Instance.GetCurrentInstant().InUtc().Date.At(new LocalTime(12, 0));
        foreach (var (ago, camera, wound) in Days)
        {
            var photo = await Send(stage, dog, visit, PhonePhoto.Jpeg(Renderings.Skin(camera, wound, markerAt: (6, -15)), 1600, 1200, taken: noon.PlusDays(-ago)));
            var outline = new JsonArray([.. Renderings.Outline(camera, wound).Select(p => (JsonNode)new JsonObject { ["x"] = Math.Round(p.X, 1), ["y"] = Math.Round(p.Y, 1) })]);
            var measured = await stage.Vet.Post($"/animals/{dog}/photos/{photo}/measurements", new JsonObject { ["woundId"] = "left-flank", ["outline"] = outline });
            var (area, truth) = (measured["areaMm2"]?.GetValue<double>() ?? 0, Math.PI * wound.Across * wound.Down);
            story.Expect(
                measured.Ok && Math.Abs((area / truth) - 1) < 0.03,
                $"{area:0} mm² by her outline, {truth:0} in truth ({measured.Brief}; good to {measured.Word("errorPercent")} %, camera tilted by {measured.Word("tiltDegrees")} degrees)");
        }
        var series = await stage.Vet.Get($"/animals/{dog}/wounds/left-flank");
        var on = (series["measurements"]?.AsArray() ?? []).Select(m => m!["photoAt"]!.ToString()[..10]).ToList();
        story.Expect(
            series.Word("trend") == "smaller" && on.SequenceEqual(Days.Select(day => noon.PlusDays(-day.DaysAgo).ToString("yyyy-MM-dd", null))),
            $"from {on.FirstOrDefault()} to {on.LastOrDefault()} it became {series.Word("trend")}: {series["measurements"]?[1]?["changePercent"]} % of the area");
        var chart = await stage.Vet.Get($"/animals/{dog}/wounds/left-flank/chart.svg");
        story.Expect(chart.Ok && chart.Text.StartsWith("<svg", StringComparison.Ordinal), "the chart of its healing is there");
        var tilted = await Send(stage, dog, visit, PhonePhoto.Jpeg(Renderings.Skin(Days[0].Camera with { Tilt = 28 }, Days[0].Wound, markerAt: (6, -15)), 1600, 1200));
        var refused = await stage.Vet.Post($"/animals/{dog}/photos/{tilted}/measurements", new JsonObject
        {
            ["woundId"] = "left-flank",
            ["outline"] = new JsonArray(Corner(400, 400), Corner(600, 400), Corner(500, 600)),
        });
        story.Expect(refused.Code == "tilted", $"a photo taken aslant is not measured: {refused.Word("detail")}");
    }

    private static JsonObject Corner(double x, double y) => new() { ["x"] = x, ["y"] = y };

    private static async Task<string> Send(Stage stage, string dog, string visit, byte[] file)
    {
        var asked = await stage.Owner.Post($"/animals/{dog}/photos", new JsonObject { ["visitId"] = visit, ["complaint"] = "wound", ["series"] = "left-flank" });
        var photo = asked.Word("photoId");
        using var upload = new HttpRequestMessage(HttpMethod.Put, asked["link"]?["url"]?.ToString()) { Content = new ByteArrayContent(file) };
        using var sent = await stage.Http.SendAsync(upload);
        await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/photos/{photo}"), said => said.Word("status") is "ready" or "retake" or "refused", seconds: 30);
        return photo;
    }
}
