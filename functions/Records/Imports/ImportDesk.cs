using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Photos;

namespace VetVisits.Records.Imports;

/// <summary>Takes files of other clinics into a record, lists them and hands them out again, byte for byte.</summary>
public sealed class ImportDesk(Access access, Streams streams, IJournal journal, PhotoStorage storage)
{
    public async Task<ImportView> Take(Caller caller, string animalId, byte[] file, Func<string, Asked> command, CancellationToken stop) =>
        await Take((await access.Seen(caller, animalId, stop)).Id, file, command, stop);

    /// <summary>Takes a file of somebody who may bring it. The bytes first, under a name made of what they are, then the fact: a fact without its file could never be read, a file without a fact is found by the erasure.</summary>
    public async Task<ImportView> Take(string animalId, byte[] file, Func<string, Asked> command, CancellationToken stop)
    {
        var (format, resources) = ForeignFile.Read(file);
        var sha = Convert.ToHexStringLower(SHA256.HashData(file));
        var asked = command(sha);
        var received = new ImportReceived(asked.NewId(), format, file.Length, sha, resources);
        await Keep(Blob(animalId, received), file, stop);
        var ran = await streams.Run(ImportBook.StreamId(animalId), ImportBook.Count, asked, (count, _) => ImportBook.Decide(count, received), stop);
        ran.OrThrow();
        return (await Of(animalId, stop)).Single(i => i.ImportId == received.ImportId);
    }

    public async Task<IReadOnlyList<ImportView>> List(Caller caller, string animalId, CancellationToken stop) => await Of((await access.Seen(caller, animalId, stop)).Id, stop);

    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<(ImportReceived Received, Stream Bytes)> Open(Caller caller, string animalId, string importId, CancellationToken stop)
    {
        var animal = await access.Seen(caller, animalId, stop);
        var found = (await Book(animal.Id, stop)).All.Find(i => i.Received.ImportId == importId).Received ?? throw new RefusedException(Refusal.NotFound("import"));
        try
        {
            return (found, await Blob(animal.Id, found).OpenReadAsync(cancellationToken: stop));
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            throw new RefusedException(Refusal.NotFound("file of this import any more"));
        }
    }

    private async Task Keep(BlobClient blob, byte[] file, CancellationToken stop)
    {
        await storage.Ready();
        try
        {
            var options = new BlobUploadOptions { Conditions = new() { IfNoneMatch = Azure.ETag.All }, HttpHeaders = new() { ContentType = "application/octet-stream", ContentDisposition = "attachment" } };
            await blob.UploadAsync(new BinaryData(file), options, stop);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // The same bytes under the same command: a first try got this far.
        }
    }

    private async Task<IReadOnlyList<ImportView>> Of(string animalId, CancellationToken stop) => [.. (await Book(animalId, stop)).All.Select(i => ImportView.Of(i.Received, i.At, i.By)).Reverse()];

    private async Task<ImportBook> Book(string animalId, CancellationToken stop) =>
        ImportBook.Of((await journal.Read(Animal.PartitionOf(animalId), [ImportBook.Stream], stop)).Of(ImportBook.Stream));

    private BlobClient Blob(string animalId, ImportReceived received) => storage.Foreign(animalId, received.ImportId, received.Sha256);
}

/// <summary>A file of another clinic, as the record lists it.</summary>
/// <param name="By">Who brought it: a role and an opaque id.</param>
public sealed record ImportView(string ImportId, ImportFormat Format, long Bytes, string Sha256, IReadOnlyDictionary<string, int>? Resources, bool Foreign, Instant At, string By)
{
    public static ImportView Of(ImportReceived e, Instant at, string by) => new(e.ImportId, e.Format, e.Bytes, e.Sha256, e.Resources, e.Foreign, at, by);
}

public sealed record ImportList(IReadOnlyList<ImportView> Imports);
