using Microsoft.Azure.Cosmos;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

public sealed class CosmosAccountCheckTests
{
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
