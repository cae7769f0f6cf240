using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>The feed as a whole, apart from the readers that follow it.</summary>
public interface IWholeFeed
{
    /// <summary>Every commit that there is, in about the order they were made; what is appended meanwhile may be among them.</summary>
    IAsyncEnumerable<IReadOnlyList<CommitRef>> All(CancellationToken stop);

    /// <summary>About how many commits a reader has before it.</summary>
    /// <param name="reader">One of <see cref="FeedReaders"/>.</param>
    Task<long> Behind(string reader, CancellationToken stop);
}
