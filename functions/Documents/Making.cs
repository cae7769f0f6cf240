using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Documents;

/// <summary>A document that one POST made. It keeps which command and which body, so that a repeat is known.</summary>
public interface IMade
{
    Made Made { get; }
}

/// <summary>The command that made a document, with the hash of its body.</summary>
public sealed record Made(string Command, string BodyHash)
{
    public static Made By(Asked asked) => new(asked.NewId(), asked.BodyHash);
}

public static class Making
{
    /// <summary>Writes a new document create-only, or finds the one that this very command made before.</summary>
    /// <param name="id">Contains <see cref="Idempotency.NewId"/> of the command, so that a repeat comes to the same place.</param>
    /// <exception cref="RefusedException">422 <c>idempotency-key-reused</c> when the same key came with another body.</exception>
    public static async Task<Stored<T>> Make<T>(this IDocuments documents, DocumentId id, T document, CancellationToken stop) where T : class, IMade
    {
        if ((await documents.Write(id, document, expected: null, stop)).Now is { } now) return new(document, now);
        var there = await documents.Read<T>(id, stop)
            ?? throw new RefusedException(Refusal.Conflict("gone-meanwhile", "What this request made was removed meanwhile. Send it with a fresh Idempotency-Key."));
        return there.Document.Made == document.Made ? there : throw new RefusedException(Asked.OtherBody);
    }
}
