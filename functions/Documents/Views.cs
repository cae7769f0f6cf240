namespace VetVisits.Documents;

/// <summary>
/// Documents that can be thrown away and rebuilt from the journal. Each is rendered anew from its streams and written only if nobody wrote since:
/// the ETag is read first, then the streams, so a reader whose lease moved cannot put an older view over a newer one.
/// </summary>
public sealed class Views(IDocuments store)
{
    private const int MostTries = 20;

    /// <summary>The views' own store, for reading.</summary>
    public IDocuments Store { get; } = store;

    /// <summary>Renders and writes one view.</summary>
    /// <param name="render">Reads the streams and folds them: the new view, or null when it is to be removed (a tombstone stays for days).</param>
    /// <param name="live">How long the view is kept after this write; null for ever.</param>
    /// <param name="gone">How long its tombstone lies, where days would make the partition long to read; longer than any writer sleeps.</param>
    public async Task Update<T>(
        DocumentId id, Func<CancellationToken, Task<T?>> render, CancellationToken stop, NodaTime.Duration? live = null, NodaTime.Duration? gone = null) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = await Store.Read<View<T>>(id, stop);
            var now = await render(stop);
            // A tombstone is written also where nothing is, or one lies already: else a writer that saw the same and wakes late could put its older view there.
            var written = await Store.Write(id, new View<T>(now), before?.ETag, stop, now is null ? gone ?? Tombstone : live);
            if (written.Done) return;
            if (attempt == MostTries) throw new TimeoutException($"View {id} kept changing while it was rendered.");
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), stop);
        }
    }

    public async Task<T?> Read<T>(DocumentId id, CancellationToken stop) where T : class =>
        (await Store.Read<View<T>>(id, stop))?.Document.Content;

    public async IAsyncEnumerable<(string Id, T View)> List<T>(
        string partition, IdRange ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop) where T : class
    {
        await foreach (var (id, stored) in Store.List<View<T>>(partition, ids, stop))
            if (stored.Document.Content is { } content)
                yield return (id, content);
    }

    private static NodaTime.Duration Tombstone { get; } = NodaTime.Duration.FromDays(7);
}

/// <summary>A view's document; no content is a tombstone.</summary>
public sealed record View<T>(T? Content) where T : class;
