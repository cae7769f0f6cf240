using System.Text.Json;
using NodaTime;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Documents;

/// <summary>That a command was asked, with what body, and what it was answered once it was carried out. Kept for a month.</summary>
public sealed record Receipt(string BodyHash, JsonElement? Answer);

public static class Receipts
{
    private static readonly Duration Kept = Duration.FromDays(30);

    /// <summary>
    /// Carries out a command that changes documents, once: a repeat gets the answer that was given and changes nothing, even after somebody changed things back.
    /// </summary>
    /// <param name="effect">Safe to run again: after a crash before its answer was kept, it does.</param>
    /// <exception cref="RefusedException">422 <c>idempotency-key-reused</c> when the same key came with another body.</exception>
    public static async Task<T> Once<T>(this IDocuments documents, Asked asked, Func<Task<T>> effect, CancellationToken stop) where T : class
    {
        var id = new DocumentId($"command:{asked.NewId()}", "receipt");
        var open = new Receipt(asked.BodyHash, null);
        var written = await documents.Write(id, open, expected: null, stop, Kept);
        var receipt = written.Now is { } now ? new(open, now) : await documents.Read<Receipt>(id, stop);
        if (receipt is not null && receipt.Document.BodyHash != asked.BodyHash) throw new RefusedException(Asked.OtherBody);
        if (receipt?.Document.Answer is { } answer) return Json.Read<T>(answer);

        var given = await effect();
        // Somebody who carried out the same repeat at the same time may have kept the same answer already.
        if (receipt is not null) await documents.Write(id, open with { Answer = Json.ToElement(given) }, receipt.ETag, stop, Kept);
        return given;
    }
}
