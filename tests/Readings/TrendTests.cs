using System.Xml.Linq;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Readings;
using VetVisits.Tests.Triage;
using VetVisits.Triage;
using static VetVisits.Tests.Readings.Home;

namespace VetVisits.Tests.Readings;

public sealed class TrendTests
{
    private static readonly Measure Weight = Measure.Named("weight")!;
    private static readonly Span Month = new(Noon - Duration.FromDays(30), Noon);

    [Fact]
    public void A_dog_that_loses_a_tenth_of_a_kilogram_a_day_has_that_slope()
    {
        var trend = Trend.Of(Weight, Month, Series(20m, 19.9m, 19.8m, 19.7m, 19.6m));
        Assert.Equal((5, 19.8m, 19.6m, 20m), (trend.Count, trend.Mean, trend.Min, trend.Max));
        Assert.Equal(-0.1, trend.SlopePerDay);
        Assert.Equal(19.85m, trend.Baseline);
        Assert.Equal(-1.3, trend.LastAgainstBaseline);
        Assert.Equal(19.6m, trend.Last!.Value);
    }

    [Fact]
    public void One_reading_has_no_slope_and_none_has_nothing()
    {
        var one = Trend.Of(Weight, Month, Series(20m));
        Assert.Equal((1, 20m, (double?)null, (decimal?)null), (one.Count, one.Mean, one.SlopePerDay, one.Baseline));
        Assert.Equal(0, Trend.Of(Weight, Month, []).Count);
        Assert.Null(Trend.Of(Weight, Month, []).Mean);
    }

    [Fact]
    public void Several_readings_of_one_moment_have_no_slope()
    {
        var at = Series(20m)[0];
        Assert.Null(Trend.Of(Weight, Month, [at, at with { Id = "b", Value = 21 }]).SlopePerDay);
    }

    [Fact]
    public void A_tenth_of_the_weight_lost_within_a_month_is_told_and_two_months_ago_does_not_count()
    {
        var rules = new ReadingRules(Cases.Rules);
        var lost = rules.WeightChange(Rex, Weight, Series(20m, 19m, 17.9m));
        Assert.Equal(Level.Soon, lost!.Level);
        Assert.Null(rules.WeightChange(Rex, Weight, Series(20m, 19.9m)));
        Assert.Equal(0, Trend.MonthsChange([At(25m, 60), At(20m, 1), At(20m, 0)]));
    }

    [Property(MaxTest = 200)]
    public bool The_mean_lies_between_the_least_and_the_most(int[] grams)
    {
        var series = grams.Select((g, i) => At(1 + (Math.Abs((long)g) % 100_000 / 1000m), grams.Length - i)).ToList();
        var trend = Trend.Of(Weight, new(Noon - Duration.FromDays(grams.Length + 1), Noon), series);
        return trend.Count == grams.Length && (grams.Length == 0 || (trend.Min - 0.001m <= trend.Mean && trend.Mean <= trend.Max + 0.001m));
    }

    [Fact]
    public void A_chart_is_well_formed_without_script_whatever_the_animal_is_called()
    {
        var svg = Chart.Svg("</text><script>alert(1)</script>&\"'", Weight, Month, [.. Series(20m, 19m), At(15m, 0) with { Alarm = new(Level.Soon, [], []) }], new(18, 22, []));
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "foreignObject" or "style" or "a" or "image");
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name.LocalName == "href");
        Assert.Equal(2, root.Elements().Count(e => e.Name.LocalName == "circle"));
        Assert.Equal(1, root.Elements().Count(e => e.Name.LocalName == "rect" && (string?)e.Attribute("fill") == "#b3261e"));
        Assert.Equal(1, root.Elements().Count(e => e.Name.LocalName == "rect" && (string?)e.Attribute("fill") == "#d9efdf"));
    }

    [Fact]
    public void A_chart_of_nothing_says_so() => Assert.Contains("No readings", XDocument.Parse(Chart.Svg("Rex", Weight, Month, [], null)).Root!.Value, StringComparison.Ordinal);

    [Fact]
    public void A_chart_of_fifty_thousand_readings_stays_small_and_keeps_its_peak()
    {
        var series = Enumerable.Range(0, 50_000).Select(i => new Reading($"r{i}", "heart-rate", i == 31_234 ? 200 : 90, "/min", Month.From + Duration.FromSeconds(i * 50))).ToList();
        var svg = Chart.Svg("Rex", Measure.Named("heart-rate")!, Month, series, null);
        Assert.InRange(svg.Length, 10_000, 250_000);
        Assert.Contains("<title>200 /min", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Chart.Narrowest)]
    [InlineData(Chart.UsualWidth)]
    [InlineData(Chart.Widest)]
    public void Every_point_lies_inside_the_picture(int width)
    {
        var svg = XDocument.Parse(Chart.Svg("Rex", Weight, Month, Series(20m, 0.005m, 2000m), new(1900, 2100, []), width: width));
        var height = (double)svg.Root!.Attribute("height")!;
        foreach (var point in svg.Descendants().Where(e => e.Name.LocalName == "circle"))
        {
            Assert.InRange((double)point.Attribute("cx")!, 64, width - 16);
            Assert.InRange((double)point.Attribute("cy")!, 40, height - 44);
        }
    }

    private static List<Reading> Series(params decimal[] values) => [.. values.Select((v, i) => At(v, values.Length - i))];

    private static Reading At(decimal value, int daysAgo) => new($"r{daysAgo}", "weight", value, "kg", Noon - Duration.FromDays(daysAgo));
}
