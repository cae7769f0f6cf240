using VetVisits.Journal;

namespace VetVisits.Documents;

/// <summary>Read, change, write with the ETag that was read; on a conflict, again.</summary>
public static class Changing
{
    private const int MostTries = 8;

    /// <summary>Puts what <paramref name="change"/> makes of what is there (null when nothing is). The same value is not written twice.</summary>
    /// <param name="change">Pure but for refusals: it may run more than once.</param>
    /// <param name="live">How long the document is kept after a change; null for ever.</param>
    public static async Task<Stored<T>> Put<T>(
        this IDocuments documents, DocumentId id, Func<Stored<T>?, T> change, CancellationToken stop, NodaTime.Duration? live = null) where T : class
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var before = await documents.Read<T>(id, stop);
            var after = change(before);
            if (before is not null && before.Document.Equals(after)) return before;
            if ((await documents.Write(id, after, before?.ETag, stop, live)).Now is { } now) return new(after, now);
        }
        throw new RefusedException(Refusal.Conflict("busy", "Others are changing the same thing at this moment. Send the request again."));
    }

    /// <summary>Removes the document whatever it says now; none is as good.</summary>
    public static async Task Remove<T>(this IDocuments documents, DocumentId id, CancellationToken stop) where T : class
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
            if (await documents.Read<T>(id, stop) is not { } there || (await documents.Delete(id, there.ETag, stop)).Done)
                return;
        throw new RefusedException(Refusal.Conflict("busy", "Others are changing the same thing at this moment. Send the request again."));
    }
}
