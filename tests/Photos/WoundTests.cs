using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Local.Demo;
using VetVisits.Photos.Measuring;

namespace VetVisits.Tests.Photos;

public sealed class WoundTests(Studio studio) : IClassFixture<Studio>
{
    private const string Olga = "owner/olga", Amara = "vet/amara";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);

    [Fact]
    public void Only_a_change_beyond_what_both_may_be_off_is_a_change()
    {
        Assert.Null(Wound.Change(Of(100, 0.06, 0), Of(107, 0.06, 1)));
        Assert.Equal(12, Wound.Change(Of(100, 0.06, 0), Of(112, 0.06, 1)));
        Assert.Equal(-20, Wound.Change(Of(100, 0.06, 0), Of(80, 0.06, 1)));
        Assert.Equal(Trend.Unknown, Series(Of(100, 0.06, 0)).Trend);
        Assert.Equal(Trend.Steady, Series(Of(100, 0.06, 0), Of(95, 0.06, 1)).Trend);
        Assert.Equal(Trend.Smaller, Series(Of(100, 0.06, 0), Of(70, 0.06, 1)).Trend);
    }

    [Theory]
    [InlineData(Trend.Larger, 100, 105, 109, 114)]
    [InlineData(Trend.Larger, 100, 106, 104, 110, 108, 114)]
    [InlineData(Trend.Smaller, 100, 96, 93, 90)]
    [InlineData(Trend.Steady, 100, 104, 101, 105, 102)]
    [InlineData(Trend.Steady, 100, 70, 78, 77)]
    public void What_creeps_a_little_each_day_is_seen_though_no_day_differs_from_the_last_beyond_the_error(Trend trend, params int[] areas) =>
        Assert.Equal(trend, Series([.. areas.Select((area, day) => Of(area, 0.06, day))]).Trend);

    [Fact]
    public void Photos_are_in_the_order_they_were_taken_however_late_they_are_measured() =>
        Assert.Equal([50, 100], Series(Of(100, 0.06, 5), Of(50, 0.06, 1)).Measurements.Select(m => (int)m.Measured.AreaMm2));

    [Fact]
    public async Task A_wound_that_grows_beyond_the_error_alarms_the_vet_who_measures_it_once()
    {
        using var store = new TempStore();
        async Task<IReadOnlyList<VetVisits.Notify.VetNotice>> Append(int version, WoundMeasured measured, string by = "vet:amara")
        {
            var commit = new Commit("animal:a", "wound:w", version, Now + Duration.FromDays(version), by, null, [measured]);
            await store.Journal.Append(Wound.Stream("a", "w"), version - 1, commit, default);
            return await new WoundNotices(store.Journal).From(commit, default);
        }
        Assert.Empty(await Append(1, Of(100, 0.06, 1)));
        Assert.Empty(await Append(2, Of(105, 0.06, 2)));
        var alarm = Assert.Single(await Append(3, Of(140, 0.06, 3)));
        Assert.Equal(("wound.larger", "amara", "animals/a/wounds/w", "33.3"), (alarm.Type, alarm.VetId, alarm.Subject, alarm.Data["changePercent"]));
        Assert.Empty(await Append(4, Of(90, 0.06, 4)));
    }

    [Fact]
    public async Task A_vet_outlines_and_the_owner_sees_the_series_the_chart_and_the_pictures_side_by_side()
    {
        var animal = await studio.Animal(Olga);
        await studio.Services.GetRequiredService<Views>().Update(BookedVet.At(animal, "amara", "v1"), _ => Task.FromResult<BookedVet?>(new BookedVet("amara")), default);
        var now = SystemClock.Instance.GetCurrentInstant().InUtc().LocalDateTime;
        // Sent in one evening, the later one first; the camera's clock puts them in their order.
        foreach (var (ago, wound, camera) in new[] { (1, (6.5, 4.2), new Shooting(1200, 900, 7, Tilt: 12, Towards: 100, Turn: 20)), (5, (9.0, 6.0), new Shooting(1200, 900, 6.8, Tilt: 5)) })
        {
            var photo = await Upload(animal, PhonePhoto.Jpeg(Renderings.Skin(camera, wound, markerAt: (6, -15)), 1200, 900, taken: now.PlusDays(-ago)));
            var outline = Renderings.Outline(camera, wound).Select(p => new { x = p.X, y = p.Y }).ToList();
            var path = $"animals/{animal}/photos/{photo}/measurements";
            (await studio.Send("POST", path, Olga, Studio.Body(new { woundId = "ear", outline }))).Is(403);
            (await studio.Send("POST", path, "vet/stranger", Studio.Body(new { woundId = "ear", outline }))).Is(404);
            (await studio.Send("POST", path, Amara, Studio.Body(new { woundId = "ear" }))).Is(422, "invalid");
            (await studio.Send("POST", path, Amara, Studio.Body(new { woundId = "ear", outline = outline.Take(2) }))).Is(422, "outline-invalid");
            var first = (await studio.Send("POST", path, Amara, Studio.Body(new { woundId = "ear", outline }), photo)).Is(201);
            Assert.Equal(first.Text, (await studio.Send("POST", path, Amara, Studio.Body(new { woundId = "ear", outline }), photo)).Is(201).Text);
            Assert.InRange(first.Json.GetProperty("areaMm2").GetDouble() / (Math.PI * wound.Item1 * wound.Item2), 0.97, 1.03);
        }
        var series = (await studio.Send("GET", $"animals/{animal}/wounds/ear", Olga)).Is(200).Json;
        Assert.Equal(("smaller", 2), (series.GetProperty("trend").GetString(), series.GetProperty("measurements").GetArrayLength()));
        Assert.InRange(series.GetProperty("measurements")[1].GetProperty("changePercent").GetDouble(), -55, -45);
        var chart = (await studio.Send("GET", $"animals/{animal}/wounds/ear/chart.svg", Olga)).Is(200).Text;
        Assert.Equal(2, System.Xml.Linq.XDocument.Parse(chart).Descendants().Count(e => e.Name.LocalName == "circle"));
        Assert.StartsWith("\uFFFD\uFFFD", (await studio.Send("GET", $"animals/{animal}/wounds/ear/comparison.jpg", Olga)).Is(200).Text, StringComparison.Ordinal);
        (await studio.Send("GET", $"animals/{animal}/wounds/none", Olga)).Is(404);
        (await studio.Send("GET", "photo-marker.svg")).Is(200);
    }

    [Fact]
    public void Side_by_side_one_wound_seen_by_two_cameras_is_one_picture()
    {
        var pictures = new[] { new Shooting(1200, 900, 6.8, Tilt: 4, Noise: 0), new Shooting(1200, 900, 7.6, Tilt: 14, Towards: 100, Turn: 25, Noise: 0) }.Select(camera =>
        {
            var (rgb, outline) = (Renderings.Skin(camera, (9, 6), markerAt: (6, -15)), Renderings.Outline(camera, (9, 6)));
            var (measured, marker, why) = Measure.Of(rgb, camera.Width, camera.Height, outline);
            Assert.True(measured is not null, why?.Code);
            var p = marker!.Plane;
            return (rgb, camera.Width, camera.Height, new WoundMeasured("w", "p", Now, [.. outline.SelectMany(o => (double[])[o.X, o.Y])], [p.A, p.B, p.C, p.D, p.E, p.F, p.G, p.H, p.I], measured));
        }).ToList();

        var both = DarkroomTests.Pixels(HealingPictures.SideBySide(pictures[0], pictures[1]), out var width, out var height);

        var side = height;
        double Apart(int right)
        {
            long apart = 0;
            for (var y = 0; y < height; y++)
                for (var x = 0; x < side - 40; x++)
                    apart += Math.Abs(both[((y * width) + x) * 3] - both[((y * width) + width - side + x + right) * 3]);
            return apart / (double)(height * (side - 40));
        }
        // The same skin, wound and marker lie over each other: moved by forty pixels, two and a half millimetres, they do not.
        Assert.True(Apart(0) < 8 && Apart(40) > 2 * Apart(0), $"{Apart(0):0.0} and {Apart(40):0.0}");
    }

    private async Task<string> Upload(string animal, byte[] file)
    {
        var ways = await studio.Ask(animal, Olga);
        var path = new Uri(ways.GetProperty("link").GetProperty("url").GetString()!).PathAndQuery["/api/".Length..];
        (await studio.Send("PUT", path, null, Studio.Bytes(file))).Is(202);
        var photo = ways.GetProperty("photoId").GetString()!;
        Assert.Equal("ready", (await studio.Settled(animal, photo)).GetProperty("status").GetString());
        return photo;
    }

    private static WoundMeasured Of(double area, double error, int day) =>
        new("w", $"p{day}", Now + Duration.FromDays(day), [0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1], new Measured(1, area, 40, 10, 8, error, 5, 8, null));

    private static Wound Series(params WoundMeasured[] measured) =>
        Wound.Fold.Of(measured.Select((m, i) => new Commit("animal:a", "wound:w", i + 1, Now, "vet:amara", null, [m])));
}
