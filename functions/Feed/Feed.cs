using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>Fills views from a commit. Safe to replay: it renders what the streams say now.</summary>
public interface IProjection
{
    /// <summary>Whether this commit can change one of its views; asked before anything is read.</summary>
    bool Concerns(Commit commit);

    Task Project(Commit commit, CancellationToken stop);
}

/// <summary>What a commit tells the outside, as queue messages; and what else must follow from it once (idempotent by meaning).</summary>
public interface IPublication
{
    /// <summary>Whether it must follow however old the commit is; what only tells the outside is dropped when it is older than its use.</summary>
    bool AtAnyAge => false;

    bool Concerns(Commit commit);

    Task Publish(Commit commit, CancellationToken stop);
}
