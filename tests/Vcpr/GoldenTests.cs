using System.Runtime.CompilerServices;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>
/// Every region's answers to the same questions, as committed. A change of data or engine shows as a change of lines that a person reads before it goes in;
/// with UPDATE_GOLDEN=1 the run writes the file anew.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Regions { get; } = [.. RuleFile.Embedded.Rows.Keys];

    [Theory]
    [MemberData(nameof(Regions))]
    public void The_region_is_answered_as_the_committed_table_says(string region)
    {
        var lines = Canon.Table(Law.Embedded, region, RuleFile.Embedded.Rows[region][0].EffectiveDate).Prepend(Cited(region)).ToArray();
        var path = Path.Combine(Folder(), "golden", $"{region}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllLines(path, lines);
        Assert.Equal(File.ReadAllLines(path), lines);
    }

    [Fact]
    public void Every_region_of_the_data_has_a_table_and_no_table_is_left_over() =>
        Assert.Equal(
            RuleFile.Embedded.Rows.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Folder(), "golden")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    /// <summary>What an answer cites for the region: instrument, source, since when.</summary>
    private static string Cited(string region)
    {
        var citation = Law.Embedded.RulingFor(region, Ask.Today).Cite("electronic_vcpr");
        return $"{citation.Instrument} | {citation.Source} | {citation.AsOf} | {citation.InForceSince:uuuu-MM-dd}";
    }

    internal static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
