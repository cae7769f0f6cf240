using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Records.Imports;
using VetVisits.Vets;

namespace VetVisits.Records.Sharing;

/// <summary>Makes, lists, calls back, opens and answers shares.</summary>
public sealed class Shares(IDocuments documents, IJournal journal, Streams streams, Roster roster, ShareSettings settings, IClock clock)
{
    /// <summary>A day on which it is today nowhere any more or not yet would let a licence in too early or too late; the later one is the stricter.</summary>
    private LocalDate Today => clock.GetCurrentInstant().WithOffset(Offset.FromHours(14)).Date;

    /// <summary>The pointer first: one to nothing opens nothing, a share without one could never be opened.</summary>
    /// <param name="visitId">Only this visit; null for what <paramref name="wanted"/> says.</param>
    public async Task<(Share Share, string Token)> Make(Caller owner, string animalId, MakeShare wanted, Asked asked, CancellationToken stop, string? visitId = null)
    {
        var (shareId, token) = (asked.NewId(), ShareToken.New());
        var made = wanted.Checked(shareId, owner.Id, ShareToken.Hash(token), clock.GetCurrentInstant(), settings) with { VisitId = visitId };
        await Point(token, animalId, shareId, made.ExpiresAt, stop);
        var stream = ShareStream.Of(animalId, shareId);
        var ran = await streams.Run(stream, Share.Fold, asked, (_, _) => Decision.Of(made), stop);
        var share = ran.OrThrow();
        if (ran is Ran<Share>.Committed) return (share, token);
        // The answer to the first request was lost, and its token with it.
        await Point(token, animalId, shareId, share.Made!.ExpiresAt, stop);
        return ((await streams.Run(stream, Share.Fold, new Asked(owner.By), (now, _) => Share.AddToken(now, ShareToken.Hash(token)), stop)).OrThrow(), token);
    }

    public async Task<IReadOnlyList<Share>> Of(string animalId, CancellationToken stop)
    {
        var shares = new Dictionary<string, Share>(StringComparer.Ordinal);
        await foreach (var commit in journal.ReadPartition(Animal.PartitionOf(animalId), stop))
        {
            if (ShareStream.Id(commit.Stream) is not { } id) continue;
            var before = shares.GetValueOrDefault(id, Share.Fold.Start);
            shares[id] = commit.Events.Aggregate(before, (share, happened) => Share.Fold.Evolve(share, happened, commit.At));
        }
        return [.. shares.Values.Where(s => s.Exists).OrderByDescending(s => s.MadeAt)];
    }

    public async Task<Share> Revoke(Caller owner, string animalId, string shareId, CancellationToken stop)
    {
        var stream = ShareStream.Of(animalId, Ids.Of("share", shareId));
        return (await streams.Run(stream, Share.Fold, new Asked(owner.By), (share, _) => Share.Revoke(share), stop)).OrThrow();
    }

    /// <summary>
    /// Opens the record for the holder of a token: counts the view, which is the audit of it. Whatever the token, the same reads are made before the answer.
    /// </summary>
    /// <exception cref="RefusedException">404 for a token that was guessed, has ended, was called back or is used up.</exception>
    public async Task<(Animal Animal, Share Share)> Open(string token, Caller caller, string? from, CancellationToken stop)
    {
        var (animal, pointer, commits) = await Find(token, stop);
        var stream = ShareStream.Of(pointer.AnimalId, pointer.ShareId);
        var vetId = caller.Role == Role.Vet && await LicensedIn(caller.Id, stop) is not null ? caller.Id : null;
        var by = vetId is null ? $"share:{pointer.ShareId}" : caller.By;
        var share = (await streams.Run(stream, Share.Fold, new Asked(by), (now, at) => Known(now, token) ? Share.Decide(now, at, from, vetId) : Decision.No(Share.Nothing), commits, stop)).OrThrow();
        return animal is null ? throw new RefusedException(Share.Nothing) : (animal, share);
    }

    /// <summary>The animal into whose record a vet may send files through the link.</summary>
    /// <exception cref="RefusedException">403 <c>not-licensed</c>; 404 as for opening.</exception>
    public async Task<Animal> Answerable(string token, Caller vet, CancellationToken stop)
    {
        var (animal, _, commits) = await Find(token, stop);
        var share = Share.Fold.Of(commits);
        if (animal is null || !Known(share, token) || !share.OpenAt(clock.GetCurrentInstant())) throw new RefusedException(Share.Nothing);
        return await LicensedIn(vet.Id, stop) is null ? throw new RefusedException(NotLicensed) : animal;
    }

    /// <exception cref="RefusedException">403 <c>not-licensed</c>; 422 <c>invalid</c>; 404 as for opening.</exception>
    public async Task<AnswerView> Answer(string token, Caller vet, AnswerShare said, Asked asked, CancellationToken stop)
    {
        var (animal, pointer, commits) = await Find(token, stop);
        if (animal is null || !Known(Share.Fold.Of(commits), token)) throw new RefusedException(Share.Nothing);
        var region = await LicensedIn(vet.Id, stop) ?? throw new RefusedException(NotLicensed);
        var answer = await Checked(said, animal.Id, vet, region, asked.NewId(), stop);
        var ran = await streams.Run(ShareStream.Of(pointer.AnimalId, pointer.ShareId), Share.Fold, asked, (now, at) => Share.Decide(now, at, answer), commits, stop);
        ran.OrThrow();
        return new(asked.NewId(), ran.Written!.At);
    }

    private async Task<(Animal? Animal, SharePointer Pointer, IReadOnlyList<Commit> Commits)> Find(string token, CancellationToken stop)
    {
        var pointer = (await documents.Read<SharePointer>(SharePointer.At(ShareToken.Hash(token)), stop))?.Document ?? new("none", "none");
        var reading = documents.Read<Animal>(Animal.At(pointer.AnimalId), stop);
        var stream = ShareStream.Of(pointer.AnimalId, pointer.ShareId);
        var commits = (await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name);
        return ((await reading)?.Document, pointer, commits);
    }

    /// <summary>The stream is the judge, not the pointer.</summary>
    private static bool Known(Share share, string token) => share.TokenHashes.Contains(ShareToken.Hash(token));

    private async Task Point(string token, string animalId, string shareId, Instant until, CancellationToken stop)
    {
        var live = until - clock.GetCurrentInstant() + Duration.FromDays(1);
        if (live > Duration.Zero) await documents.Write(SharePointer.At(ShareToken.Hash(token)), new SharePointer(animalId, shareId), expected: null, stop, live);
    }

    private static Refusal NotLicensed { get; } = new(403, "not-licensed", "Only a vet with a valid licence can answer. Ask the operator to verify yours.");

    private async Task<string?> LicensedIn(string vetId, CancellationToken stop)
    {
        var (licences, today) = (await roster.LicencesOf(vetId, stop), Today);
        return licences.ByRegion.Keys.Order(StringComparer.Ordinal).FirstOrDefault(region => licences.ValidOn(region, today));
    }

    private async Task<ShareAnswered> Checked(AnswerShare said, string animalId, Caller vet, string region, string answerId, CancellationToken stop)
    {
        var problems = new Problems();
        var note = problems.Text("/note", said.Note, 10_000);
        var photos = Named(problems, "/photoIds", said.PhotoIds);
        var imports = Named(problems, "/importIds", said.ImportIds);
        problems.ThrowIfAny();
        var histories = await journal.Read(Animal.PartitionOf(animalId), [ImportBook.Stream, .. photos.Select(PhotoStream.Name)], stop);
        var sent = ImportBook.Of(histories.Of(ImportBook.Stream)).All.Where(i => i.By == vet.By).Select(i => i.Received.ImportId).ToHashSet(StringComparer.Ordinal);
        foreach (var (i, id) in photos.Index()) problems.If(histories.Of(PhotoStream.Name(id)).Count == 0, $"/photoIds/{i}", "There is no such photo of this animal.");
        foreach (var (i, id) in imports.Index()) problems.If(!sent.Contains(id), $"/importIds/{i}", "You sent no such file. Send it with POST .../files first.");
        problems.ThrowIfAny();
        return new(answerId, vet.Id, region, note, photos, imports.Count == 0 ? null : imports);
    }

    private static IReadOnlyList<string> Named(Problems problems, string at, IReadOnlyList<string?>? said)
    {
        var ids = said ?? [];
        problems.If(ids.Count > 20, at, "At most 20.");
        for (var i = 0; i < Math.Min(20, ids.Count); i++) problems.Id($"{at}/{i}", ids[i]);
        return [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];
    }
}
