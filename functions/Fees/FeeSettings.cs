using System.Globalization;
using VetVisits.Vets;

namespace VetVisits.Fees;

/// <summary>
/// The prices and the policy, section <c>Fees</c>: <c>Currency</c>, <c>Prices:{service}</c> in minor units, <c>WaiveWithinMinutes</c>, <c>AfterThat</c> (charge, credit, waive),
/// <c>LateCancelPercent</c>, <c>NoShowPercent</c>; <c>Regions:{region}:…</c> says it otherwise for one region. Without prices every visit is free.
/// </summary>
public sealed class FeeSettings
{
    private readonly IConfiguration section;

    public FeeSettings(IConfiguration configuration)
    {
        section = configuration.GetSection("Fees");
        // A typo in a price is found when the host starts, not when somebody is charged.
        foreach (var region in section.GetSection("Regions").GetChildren().Select(r => r.Key).Append(""))
            foreach (var service in CareServices.All)
                Terms(region, service);
    }

    public FeeTerms Terms(string region, string service)
    {
        var currency = Of(region, "Currency") ?? "USD";
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) throw new InvalidOperationException($"Fees:Currency is three letters such as USD, not {currency}.");
        var price = Number(region, $"Prices:{service}", 0, 100_000_000);
        if (price == 0) return FeeTerms.Free(currency);
        return new(price, currency, (int)Number(region, "WaiveWithinMinutes", 10, 24 * 60),
            (Of(region, "AfterThat") ?? "charge") switch
            {
                "charge" => UnhelpedFee.Charge,
                "credit" => UnhelpedFee.Credit,
                "waive" => UnhelpedFee.Waive,
                var other => throw new InvalidOperationException($"Fees:AfterThat is charge, credit or waive, not {other}."),
            },
            price * Number(region, "LateCancelPercent", 0, 100) / 100, price * Number(region, "NoShowPercent", 0, 100) / 100);
    }

    private string? Of(string region, string key) => section[$"Regions:{region}:{key}"] ?? section[key];

    private long Number(string region, string key, long without, long most) =>
        Of(region, key) is not { } text ? without
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw new InvalidOperationException($"Fees:{key} is a whole number from 0 to {most}, not {text}.");
}
