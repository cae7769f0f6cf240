using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Practices;

/// <summary>A veterinary practice. Document <c>practice</c> of partition <c>practice:{id}</c>.</summary>
public sealed record Practice(string Id, string Name, string Region, string? Phone, string? Email, Made Made) : IMade
{
    public static string PartitionOf(string practiceId) => $"practice:{practiceId}";

    public static DocumentId At(string practiceId) => new(PartitionOf(practiceId), "practice");
}

/// <summary>What somebody is at a practice. Staff see schedules and check connections; they do not prescribe.</summary>
public enum MemberKind
{
    Vet,
    Staff,
}

/// <summary>One person at one practice. Document <c>member:{personId}</c> of the practice's partition: the one truth of who belongs.</summary>
/// <param name="Admin">May add and remove members.</param>
public sealed record Member(string PersonId, MemberKind Kind, bool Admin)
{
    public const string Prefix = "member:";

    public static DocumentId At(string practiceId, string personId) => new(Practice.PartitionOf(practiceId), Prefix + personId);
}

/// <summary>
/// A pointer from the person to the practice, so that a person's practices are one query. Document <c>practice:{practiceId}</c> of partition <c>person:{id}</c>.
/// Only a pointer: who belongs is asked of <see cref="Member"/>.
/// </summary>
public sealed record PracticeOf(string PracticeId)
{
    public const string Prefix = "practice:";

    public static string PartitionOf(string personId) => $"person:{personId}";

    public static DocumentId At(string personId, string practiceId) => new(PartitionOf(personId), Prefix + practiceId);
}

/// <summary>Who belongs to which practice.</summary>
public sealed class Members(IDocuments documents)
{
    public async Task<Member?> Of(string practiceId, string personId, CancellationToken stop) =>
        Ids.Allows(practiceId) && Ids.Allows(personId) ? (await documents.Read<Member>(Member.At(practiceId, personId), stop))?.Document : null;

    public async Task<bool> IsMember(string? practiceId, string personId, CancellationToken stop) =>
        practiceId is not null && await Of(practiceId, personId, stop) is not null;

    /// <summary>Whether this person shares a practice with one of these vets.</summary>
    public async Task<bool> WorksWithAny(string personId, IReadOnlyCollection<string> vetIds, CancellationToken stop)
    {
        foreach (var practiceId in await PracticesOf(personId, stop))
            foreach (var vetId in vetIds)
                if (await Of(practiceId, vetId, stop) is { Kind: MemberKind.Vet })
                    return true;
        return false;
    }

    /// <summary>The practices that this person belongs to.</summary>
    public async Task<IReadOnlyList<string>> PracticesOf(string personId, CancellationToken stop)
    {
        var practices = new List<string>();
        await foreach (var (_, pointer) in documents.List<PracticeOf>(PracticeOf.PartitionOf(personId), IdRange.Prefix(PracticeOf.Prefix), stop))
            if (await IsMember(pointer.Document.PracticeId, personId, stop))
                practices.Add(pointer.Document.PracticeId);
        return practices;
    }

    /// <summary>The truth first, then the pointer: a crash between them shows nobody too much, and the repeat mends it.</summary>
    public Task<Member> Add(string practiceId, Member member, Asked asked, CancellationToken stop) =>
        documents.Once(asked, async () =>
        {
            await documents.Put<Member>(Member.At(practiceId, member.PersonId), _ => member, stop);
            await documents.Put<PracticeOf>(PracticeOf.At(member.PersonId, practiceId), _ => new PracticeOf(practiceId), stop);
            return member;
        }, stop);

    /// <summary>The truth goes first: access ends with it.</summary>
    public async Task Remove(string practiceId, string personId, CancellationToken stop)
    {
        await documents.Remove<Member>(Member.At(practiceId, personId), stop);
        await documents.Remove<PracticeOf>(PracticeOf.At(personId, practiceId), stop);
    }

    public async Task<IReadOnlyList<Member>> At(string practiceId, CancellationToken stop)
    {
        var all = new List<Member>();
        await foreach (var (_, member) in documents.List<Member>(Practice.PartitionOf(practiceId), IdRange.Prefix(Member.Prefix), stop))
            all.Add(member.Document);
        return all;
    }
}
