using BenchmarkDotNet.Attributes;
using NodaTime;
using VetVisits.Vcpr;

namespace VetVisits.Benchmarks;

/// <summary>One decision of the law; to be under 50 microseconds.</summary>
[MemoryDiagnoser]
public class VcprBenchmarks
{
    private static readonly LocalDate Today = new(2026, 11, 22);

    private readonly Law law = Law.Embedded;

    private readonly Question simple = new("US-CA", Today, ServiceIds.Telemedicine, new("vet-1", [new("US-CA")]), new("dog"), ConsentOn: Today);

    // The longest history that the stream allows.
    private readonly Question longest = new("US-AZ", Today, ServiceIds.Telemedicine, new("vet-1", [new("US-AZ")]), new("dog"),
        [.. Enumerable.Range(0, 300).Select(i => new ExaminationFact($"vet-{i}", Today.PlusDays(-i), "complaint"))],
        [.. Enumerable.Range(0, 100).Select(i => new StartFact("vet-1", "US-AZ", Today.PlusDays(-i), StartedBy.SynchronousVideo))]);

    [Benchmark]
    public Answer Decide() => law.Decide(simple);

    [Benchmark]
    public Answer DecideOverTheLongestHistory() => law.Decide(longest);

    [Benchmark]
    public Answer DecideForARegionThatTheDataLacks() => law.Decide(simple with { Region = "US-PR" });
}
