using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Feed;

/// <summary>What follows from a commit that failed.</summary>
public enum Attempt
{
    TryAgain,

    /// <summary>It has had its tries: people are told, the feed goes on.</summary>
    SetAside,
}

/// <summary>How often a commit has failed in a reader.</summary>
public sealed record FailedCommit(string Reader, CommitRef Commit, int Tries, string Error, bool SetAside);

/// <summary>A commit that a reader gave up, as <c>feed-poison</c> holds it.</summary>
public sealed record FeedPoison(string Reader, CommitRef Commit);

/// <summary>Counts the tries of commits that fail, over restarts and hosts; after the third a reference goes to <c>feed-poison</c>.</summary>
public sealed class Attempts(IDocuments documents, IQueues queues)
{
    public const int Most = 3;

    private static readonly Duration Kept = Duration.FromDays(30);

    public async Task<Attempt> Failed(string reader, CommitRef commit, Exception failed, CancellationToken stop)
    {
        var id = new DocumentId($"feed:{reader}", Uuid.V5($"{commit.Partition}/{commit.Stream}/{commit.Version}").ToString("N"));
        while (true)
        {
            var before = await documents.Read<FailedCommit>(id, stop);
            // The whole batch comes again as long as another of its commits must.
            if (before?.Document.SetAside == true) return Attempt.SetAside;
            var now = new FailedCommit(reader, commit, (before?.Document.Tries ?? 0) + 1, failed.GetType().Name, SetAside: false);
            var last = now.Tries >= Most;
            if (last) await queues.Send(QueueNames.FeedPoison, Json.Write(new FeedPoison(reader, commit)), stop);
            if ((await documents.Write(id, now with { SetAside = last }, before?.ETag, stop, Kept)).Done) return last ? Attempt.SetAside : Attempt.TryAgain;
        }
    }
}
