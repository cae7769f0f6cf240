using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Records.Sharing;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Records.Clinic;

/// <summary>A visit ended, and its owner agreed that the regular clinic hears of it: a letter is due. The consent counts as it stood when the visit ended.</summary>
public sealed class ClinicSummaries(IJournal journal, IDocuments documents) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null && commit.Events.Any(e => e is VisitEnded);

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var histories = await journal.Read(commit.Partition, [name, Consents.Stream], stop);
        var visit = Visit.Fold.Of(histories.Of(name));
        var agreed = Consents.Fold.Of(histories.Of(Consents.Stream).Where(c => c.At <= commit.At)).Stands(Consents.ShareWithClinic);
        return agreed && await documents.Read<RegularClinic>(RegularClinic.At(visit.OwnerId, visit.AnimalId), stop) is not null
            ? [OwnerMessage.Of(OwnerTemplate.ClinicSummary, visit, $"{commit.Stream} {commit.Version}", commit.At)]
            : [];
    }
}

/// <summary>
/// Where the summary of a visit goes: to the regular clinic, as a link that opens this visit and nothing else. The link is made when the letter is written, for it is kept
/// nowhere; a letter that is written again has another link to the same share.
/// </summary>
public sealed class ClinicLetter(IJournal journal, IDocuments documents, Shares shares, IConfiguration settings) : IElsewhere
{
    public const int Days = 30;

    public OwnerTemplate Template => OwnerTemplate.ClinicSummary;

    public async Task<Elsewhere?> Of(OwnerMessage message, CancellationToken stop)
    {
        if (message.VisitId is not { } visitId || await documents.Read<RegularClinic>(RegularClinic.At(message.OwnerId, message.AnimalId), stop) is not { Document: var clinic }) return null;
        // Taken back since: nothing goes out.
        if (!Consents.Fold.Of((await journal.Read(Animal.PartitionOf(message.AnimalId), [Consents.Stream], stop)).Of(Consents.Stream)).Stands(Consents.ShareWithClinic)) return null;
        var address = PublicAddress.Of(settings) ?? throw new InvalidOperationException("Links in letters begin with the setting PublicAddress, and it is missing.");
        var (share, token) = await shares.Make(
            new Caller(Role.Owner, message.OwnerId), message.AnimalId, new MakeShare(null, null, Days, null), new Asked("system:clinic", message.Id, message.Id), stop, visitId);
        return new(clinic.Email, clinic.Language, new Uri(address, $"api/shared/{token}"), share.Made!.ExpiresAt);
    }
}
