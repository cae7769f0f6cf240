using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Practices;

/// <summary>A pointer to a practice, so that those of one region are one query. Document <c>{practiceId}</c> of partition <c>practices:{region}</c>.</summary>
public sealed record ListedPractice(string PracticeId)
{
    public static string PartitionOf(string region) => $"practices:{region}";
}

/// <summary>The practices: opening them, finding them, and who may change one.</summary>
public sealed class PracticeDirectory(IDocuments documents, Members members)
{
    public async Task<Practice> Open(OpenPractice wanted, Asked asked, CancellationToken stop)
    {
        var practice = wanted.Checked(asked.NewId(), Made.By(asked));
        // The pointer first: one to nothing is passed over in the list.
        await documents.Write(new DocumentId(ListedPractice.PartitionOf(practice.Region), practice.Id), new ListedPractice(practice.Id), expected: null, stop);
        return (await documents.Make(Practice.At(practice.Id), practice, stop)).Document;
    }

    public async Task<IReadOnlyList<Practice>> In(string region, CancellationToken stop)
    {
        var reading = new List<Task<Stored<Practice>?>>();
        await foreach (var (_, listed) in documents.List<ListedPractice>(ListedPractice.PartitionOf(region), IdRange.All, stop))
            reading.Add(documents.Read<Practice>(Practice.At(listed.Document.PracticeId), stop));
        return [.. (await Task.WhenAll(reading)).OfType<Stored<Practice>>().Select(p => p.Document).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The practice, if this caller may change who belongs to it: an admin, or a member who is the practice's admin.</summary>
    /// <exception cref="RefusedException">404 for everybody else, and for a practice that is not there.</exception>
    public async Task<Practice> Governed(Caller caller, string practiceId, CancellationToken stop)
    {
        var practice = await Find(practiceId, stop);
        var member = await members.Of(practiceId, caller.Id, stop);
        return caller.Role == Role.Admin || member is { Admin: true } ? practice : throw Nothing();
    }

    /// <summary>The practice, if this caller belongs to it, or is an admin.</summary>
    public async Task<Practice> Joined(Caller caller, string practiceId, CancellationToken stop)
    {
        var practice = await Find(practiceId, stop);
        var member = await members.Of(practiceId, caller.Id, stop);
        return caller.Role == Role.Admin || member is not null ? practice : throw Nothing();
    }

    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<Practice> Find(string practiceId, CancellationToken stop) =>
        (Ids.Allows(practiceId) ? await documents.Read<Practice>(Practice.At(practiceId), stop) : null)?.Document ?? throw Nothing();

    private static RefusedException Nothing() => new(Refusal.NotFound("practice"));
}
