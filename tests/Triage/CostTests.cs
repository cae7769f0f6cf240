using VetVisits.Triage;

namespace VetVisits.Tests.Triage;

public sealed class CostTests
{
    /// <summary>Allocation is exact and the same on every machine; the time is measured in tests/benchmarks.</summary>
    [Fact]
    public void Triage_of_one_intake_allocates_less_than_20_KB()
    {
        var asked = new Case(
            Cases.Male("cat").With("diabetes"),
            [new("not-eating-cat", Cases.For(30)), new("vomiting-repeated", Facts.None), new("extreme-lethargy", Facts.None), new("drinking-more", Facts.None)],
            new Vitals { [Vital.Temperature] = 39.9, [Vital.RespiratoryRate] = 40, [Vital.HeartRate] = 180 });
        Cases.Rules.Answer(asked);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Cases.Rules.Answer(asked);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.True(each < 20 * 1024, $"{each} bytes");
    }
}
