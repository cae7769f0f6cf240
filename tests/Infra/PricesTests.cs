using System.Globalization;
using System.Text.Json.Nodes;

namespace VetVisits.Tests.Infra;

/// <summary>A price that nobody published, or that bears no date, says so in its row.</summary>
public sealed class PricesTests
{
    [Fact]
    public void Every_price_says_its_region_its_official_page_and_who_published_it_when()
    {
        var prices = JsonNode.Parse(File.ReadAllText(Repository.Path("infra", "prices.json")))!["prices"]!.AsObject();
        Assert.NotEmpty(prices);
        Assert.All(prices, row =>
        {
            var price = row.Value!;
            Assert.True((double)price["usd"]! > 0 && (double)price["per"]! > 0 && (double)price["freeAMonth"]! >= 0, row.Key);
            Assert.False(string.IsNullOrWhiteSpace((string?)price["region"]), row.Key);
            Assert.StartsWith("https://azure.microsoft.com/pricing/", (string?)price["official"], StringComparison.Ordinal);
            if ((string?)price["unsourced"] is { Length: > 20 }) return;
            Assert.StartsWith("https://", (string?)price["figure"], StringComparison.Ordinal);
            if ((string?)price["undated"] is { Length: > 20 }) return;
            Assert.InRange(DateOnly.ParseExact((string)price["date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), new(2020, 1, 1), DateOnly.FromDateTime(DateTime.UtcNow));
        });
    }
}
