using System.IO.Pipelines;
using System.Text;
using System.Xml.Linq;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Journal;
using VetVisits.Readings;
using VetVisits.Records;

namespace VetVisits.Tests.Records;

public sealed class RecordChartsTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);

    [Fact]
    public async Task The_page_draws_one_chart_for_each_measure_that_has_a_line()
    {
        var page = await Page(
            Taken(Reading("r1", "weight", 4.1m, 0), Reading("r2", "temperature", 38.5m, 1)), Taken(Reading("r3", "weight", 4.0m, 2), Reading("r4", "temperature", 39.5m, 3), Reading("r5", "oxygen", 97, 4)));
        Assert.Equal(["Temperature", "Weight"], Charts(page).Select(c => c.Title));
        Assert.Equal(2, Charts(page)[0].Svg.Descendants().Count(e => e.Name.LocalName is "circle"));
        // Ids on one page are each their own.
        Assert.Equal(4, Charts(page).SelectMany(c => c.Svg.Descendants().Attributes("id")).Select(a => a.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_page_without_measurements_has_no_chart() => Assert.DoesNotContain("<svg", await Page(Taken(Reading("r1", "weight", 4, 0))), StringComparison.Ordinal);

    [Fact]
    public void A_chart_keeps_the_latest_points_of_a_long_record()
    {
        var charts = new RecordCharts();
        foreach (var i in Enumerable.Range(0, 3 * RecordCharts.MostPoints)) charts.Add(Taken(Reading($"r{i}", "heart-rate", 90 + (i % 7), i)));
        var svg = XDocument.Parse(Assert.Single(charts.Drawn()).Svg);
        Assert.Equal(RecordCharts.MostPoints, svg.Descendants().Count(e => e.Name.LocalName == "circle"));
        Assert.Contains($"{RecordCharts.MostPoints} readings", svg.Descendants().First(e => e.Name.LocalName == "desc").Value, StringComparison.Ordinal);
    }

    private static Reading Reading(string id, string kind, decimal value, int minutes) => new(id, kind, value, Measure.Named(kind)!.Unit, Noon + Duration.FromMinutes(minutes));

    private static ReadingsTaken Taken(params Reading[] readings) => new("owner:olga", readings, "hash", null);

    private static async Task<string> Page(params ReadingsTaken[] taken)
    {
        var commits = taken.Select((t, i) => new Commit("animal:misha", "readings:2026-11-22", i + 1, Noon + Duration.FromMinutes(i), "owner:olga", null, [t])).ToList();
        using var memory = new MemoryStream();
        await using var chronicle = await Chronicle.Open(new Told(commits), "misha", RecordFilter.All, default);
        var misha = AnimalView.Of(new Animal("misha", "olga", "Misha", "cat", null, Sex.Male, true, null, null, [], null, null, new("c", "h")));
        await new HtmlRecord().Write(PipeWriter.Create(memory, new(leaveOpen: true)), misha, chronicle, null, default);
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static List<(string Title, XElement Svg)> Charts(string page) =>
        [.. page.Split("<figure>").Skip(1).Select(f => XElement.Parse("<figure>" + f.Split("</figure>")[0] + "</figure>")).Select(f => (f.Elements().First().Value, f.Elements().Last()))];
}
