using NodaTime;

namespace VetVisits.Documents;

/// <summary>Plain documents with an ETag: people, animals, profiles, practices, duty. The same port serves the views, in a store of their own.</summary>
public interface IDocuments
{
    /// <summary>One point read; null when there is none or its time to live has passed.</summary>
    Task<Stored<T>?> Read<T>(DocumentId id, CancellationToken stop) where T : class;

    /// <summary>Writes conditionally: <paramref name="expected"/> null is create-only, else If-Match.</summary>
    /// <param name="live">How long the document is kept; null for ever.</param>
    /// <returns><see cref="Written.Conflict"/> when it exists already, is gone, or has another ETag.</returns>
    Task<Written> Write<T>(DocumentId id, T document, ETag? expected, CancellationToken stop, Duration? live = null) where T : class;

    Task<Written> Delete(DocumentId id, ETag expected, CancellationToken stop);

    /// <summary>The documents of one partition whose ids lie in the range, in id order, with their ids.</summary>
    IAsyncEnumerable<(string Id, Stored<T> Stored)> List<T>(string partition, IdRange ids, CancellationToken stop) where T : class;
}

/// <summary>Where a document is. Both parts follow <see cref="Journal.Names"/>.</summary>
public readonly record struct DocumentId
{
    public DocumentId(string partition, string id) => (Partition, Id) = (Journal.Names.Checked(partition), Journal.Names.Checked(id));

    public string Partition { get; }

    public string Id { get; }

    public override string ToString() => $"{Partition}/{Id}";
}

public readonly record struct ETag(string Value);

public sealed record Stored<T>(T Document, ETag ETag) where T : class;

/// <summary>How a write ended, with the new ETag when it was done.</summary>
public readonly record struct Written(ETag? Now)
{
    public static Written Conflict { get; }

    public bool Done => Now is not null;
}

/// <summary>Ids from (inclusive) to (exclusive), ordinal; null bounds are open.</summary>
public readonly record struct IdRange(string? From = null, string? To = null)
{
    public static IdRange All { get; }

    /// <summary>Every id that begins with this. <c>~</c> is the highest character that names allow.</summary>
    public static IdRange Prefix(string start) => new(start, start + "\x7f");

    /// <summary>Every id after this one.</summary>
    public static IdRange After(string id, string? to = null) => new(id + "\x01", to);
}
