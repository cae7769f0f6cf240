using VetVisits.Tests;
using VetVisits.Tests.EndToEnd;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"VetVisits.Tests.{nameof(LongestFirst)}", "tests")]

namespace VetVisits.Tests;

/// <summary>What mostly waits for a minute begins first, so that the others run meanwhile.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection => collection.DisplayName.Contains(nameof(LongOutageTests), StringComparison.Ordinal));
}
