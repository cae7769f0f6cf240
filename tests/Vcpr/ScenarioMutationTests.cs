using VetVisits.Vcpr;
using Xunit.Sdk;

namespace VetVisits.Tests.Vcpr;

/// <summary>
/// Whether the scenarios that people wrote from the statutes would notice a wrong rule by themselves, without the tables that the engine wrote: each rule field of each row with
/// a source is changed in every way that makes sense, and each change must be refused at load or break a sentence about that region.
/// </summary>
public sealed class ScenarioMutationTests
{
    [Theory]
    [MemberData(nameof(MutationTests.Sourced), MemberType = typeof(MutationTests))]
    public void Flipping_any_rule_field_of_a_sourced_row_breaks_a_sentence(string region)
    {
        var ruling = Law.Embedded.RulingFor(region, Ask.Today);
        var unnoticed = new List<string>();
        foreach (var (change, row) in MutationTests.Mutants(MutationTests.File["jurisdictions"]![region]!.AsObject()))
        {
            // What a row that is not relied on says of permissions is shown and decides nothing.
            if (MutationTests.ShownOnly(change, ruling) || MutationTests.Load(region, row) is not { } after) continue;
            if (StatuteScenarios.All.Where(s => s.Region == region).All(s => Holds(s, after))) unnoticed.Add(change);
        }
        Assert.Equal("", string.Join("; ", unnoticed));
    }

    private static bool Holds(Scenario scenario, Law law)
    {
        try
        {
            scenario.Then(law.Decide(scenario.Given()));
            return true;
        }
        catch (Exception broken) when (broken is XunitException or InvalidOperationException or NullReferenceException)
        {
            return false;
        }
    }
}
