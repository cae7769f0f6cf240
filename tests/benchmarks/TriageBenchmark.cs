using BenchmarkDotNet.Attributes;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Triage;

namespace VetVisits.Benchmarks;

/// <summary>Triage of one intake: to stay under 100 microseconds and 20 KB.</summary>
[MemoryDiagnoser]
public class TriageBenchmark
{
    private static readonly TriageRules Rules = RulesReader.Shipped();
    private static readonly LocalDate Today = new(2026, 11, 22);

    private static readonly Case OffItsFood = new(
        new Patient("cat", Today, Sex.Male, true, new LocalDate(2021, 4, 1), "Domestic Shorthair", ["diabetes"], 4.2),
        [new("not-eating-cat", new Facts { [NumberFact.DurationHours] = Bounds.Exactly(30) })],
        new Vitals { [Vital.Temperature] = 39.9, [Vital.RespiratoryRate] = 40, [Vital.HeartRate] = 180 });

    private static readonly Case Everything = OffItsFood with { Signs = [.. Rules.File.Signs.Take(40).Select(s => new Reported(s.Id, Facts.None))] };

    [Benchmark(Baseline = true)]
    public Verdict One_sign_and_three_vitals() => Rules.Answer(OffItsFood);

    [Benchmark]
    public Verdict Forty_signs() => Rules.Answer(Everything);
}
