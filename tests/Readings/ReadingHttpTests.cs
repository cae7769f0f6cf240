using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Readings;

[Collection(nameof(Town))]
public sealed class ReadingHttpTests(Town town)
{
    private static readonly DateTime Now = DateTime.UtcNow;

    [Fact]
    public async Task One_reading_is_created_once_and_an_alarming_one_says_what_to_do()
    {
        var animal = await Dog();
        var reading = new { kind = "temperature", value = 106.2, unit = "°F", at = Now.AddMinutes(-5), method = "rectal" };
        var first = (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", reading)).Is(201);
        Assert.Equal("emergency", first["level"]);
        Assert.Equal("Go to a clinic now (within the hour).", first.Json.GetProperty("advice")[0].GetString());
        Assert.Equal(41.22m, first.Json.GetProperty("results")[0].GetProperty("reading").GetProperty("value").GetDecimal());
        Assert.Equal("emergency", (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", reading)).Is(200)["level"]);
        (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", reading with { value = 101.2 })).Is(409, "reading-differs");
    }

    [Fact]
    public async Task A_single_reading_of_the_year_3000_is_refused_with_its_place()
    {
        var animal = await Dog();
        var before = town.Rows();
        var no = (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", new { kind = "heart-rate", value = 90, at = "3000-01-01T00:00:00Z" })).Is(422, "invalid");
        Assert.Equal(["/at"], no.Pointers);
        (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", new { readings = Enumerable.Repeat(new { kind = "heart-rate" }, 1001) })).Is(422, "invalid");
        (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", """{ "readings": [] }""")).Is(422, "invalid");
        (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", """{ "readings": 5 }""")).Is(400, "malformed-json");
        Assert.Equal(before, town.Rows());
    }

    [Fact]
    public async Task A_device_sends_and_sees_for_its_own_animal_alone()
    {
        var animal = await Dog();
        var batch = new { readings = new[] { new { kind = "respiratory-rate", value = 22, at = Now.AddMinutes(-1) }, new { kind = "respiratory-rate", value = 900, at = Now } } };
        var answer = (await town.Send("POST", $"animals/{animal}/readings", $"device/mat/{animal}", batch)).Is(200);
        Assert.Equal(("1", "1"), (answer["stored"], answer["refused"]));
        (await town.Send("POST", $"animals/{animal}/readings", "device/mat/another", batch)).Is(404, "not-found");
        (await town.Send("GET", $"animals/{animal}/readings", "device/mat/another")).Is(404, "not-found");
        (await town.Send("GET", $"animals/{animal}/readings", "vet/stranger")).Is(404, "not-found");

        var listed = (await town.Send("GET", $"animals/{animal}/readings?kind=respiratory-rate", "owner/rita")).Is(200).Json.GetProperty("readings");
        Assert.Equal("device", Assert.Single(listed.EnumerateArray()).GetProperty("role").GetString());
    }

    [Fact]
    public async Task The_trend_and_the_chart_are_of_one_kind_and_name_the_published_range()
    {
        var animal = await Dog();
        for (var i = 0; i < 5; i++)
            (await town.Send("POST", $"animals/{animal}/readings", "owner/rita", new { kind = "heart-rate", value = 90 + i, at = Now.AddDays(-i) })).Is(201);
        var trend = (await town.Send("GET", $"animals/{animal}/readings/trend?kind=heart-rate", "owner/rita")).Is(200).Json;
        Assert.Equal((5, 92m), (trend.GetProperty("count").GetInt32(), trend.GetProperty("mean").GetDecimal()));
        Assert.Equal(-1, trend.GetProperty("slopePerDay").GetDouble(), 3);
        Assert.NotEmpty(trend.GetProperty("normal").GetProperty("sources").EnumerateArray());

        var chart = (await town.Send("GET", $"animals/{animal}/readings/chart.svg?kind=heart-rate", "owner/rita")).Is(200);
        Assert.StartsWith("<svg", chart.Text, StringComparison.Ordinal);
        Assert.Contains("R&amp;B &lt;b&gt;: heart rate", chart.Text, StringComparison.Ordinal);
        Assert.Contains("width=\"340\"", (await town.Send("GET", $"animals/{animal}/readings/chart.svg?kind=heart-rate&width=340", "owner/rita")).Is(200).Text, StringComparison.Ordinal);
        foreach (var width in (string[])["279", "1441", "wide"])
            (await town.Send("GET", $"animals/{animal}/readings/chart.svg?kind=heart-rate&width={width}", "owner/rita")).Is(422, "invalid");
        (await town.Send("GET", $"animals/{animal}/readings/trend?kind=free", "owner/rita")).Is(422, "invalid");
        (await town.Send("GET", $"animals/{animal}/readings/chart.svg?kind=heart-rate&from=2026-01-01T00:00:00Z&until=2020-01-01T00:00:00Z", "owner/rita")).Is(422, "invalid");
        (await town.Send("GET", $"animals/{animal}/readings?limit=0&kind=mood&from=yesterday", "owner/rita")).Is(422, "invalid");
    }

    private async Task<string> Dog() => (await town.Send("POST", "animals", "owner/rita", new { name = "R&B <b>", species = "dog", birthDate = "2020-01-01" })).Is(201)["id"];
}
