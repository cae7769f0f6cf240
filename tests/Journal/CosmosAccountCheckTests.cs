using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

public sealed class CosmosAccountCheckTests
{
    [Theory]
    [InlineData("westeurope, northeurope", "westeurope|northeurope")]
    [InlineData("westeurope", "westeurope")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reads_go_to_the_regions_that_are_named_nearest_first(string? setting, string? expected)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Cosmos:Regions", setting)]).Build();
        Assert.Equal(expected, CosmosStores.Regions(settings) is { } regions ? string.Join('|', regions) : null);
    }

    [Fact]
    public void Strong_consistency_and_one_write_region_is_what_the_journal_needs() =>
        Assert.Null(CosmosAccountCheck.Fault(ConsistencyLevel.Strong, 1));

    [Theory]
    [InlineData(ConsistencyLevel.BoundedStaleness, 1)]
    [InlineData(ConsistencyLevel.Session, 1)]
    [InlineData(ConsistencyLevel.Eventual, 1)]
    [InlineData(ConsistencyLevel.Strong, 2)]
    public void Anything_weaker_is_a_fault_that_says_what_to_change(ConsistencyLevel consistency, int writeRegions) =>
        Assert.Contains("Cosmos DB account", CosmosAccountCheck.Fault(consistency, writeRegions));
}
