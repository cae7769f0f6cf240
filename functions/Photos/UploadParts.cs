using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using VetVisits.Journal;
using VetVisits.Photos.Reading;

namespace VetVisits.Photos;

/// <summary>How much of a photo is here.</summary>
/// <param name="Bytes">From its beginning, without a gap: where the next part begins.</param>
/// <param name="PartBytes">The size of every part but the last.</param>
/// <param name="Whole">True when all of it is here and is being looked at.</param>
public sealed record PhotoParts(long Bytes, int PartBytes, bool Whole);

/// <summary>Which bytes of how many, as <c>Content-Range</c> says it (RFC 9110, 14.4); both ends inclusive.</summary>
public readonly record struct PartRange(long From, long To, long Of)
{
    public int Length => (int)(To - From + 1);

    /// <summary>The range that a header names; without one the body is the whole photo. Null for what is no part of ours.</summary>
    public static PartRange? Read(string? header, long? declared)
    {
        if (string.IsNullOrEmpty(header)) return declared is > 0 and <= UploadParts.PartBytes ? new(0, declared.Value - 1, declared.Value) : null;
        if (!System.Net.Http.Headers.ContentRangeHeaderValue.TryParse(header, out var said) || said.Unit != "bytes") return null;
        if (said is not { From: { } from, To: { } to, Length: { } of }) return null;
        var whole = to - from + 1 == UploadParts.PartBytes || to == of - 1;
        return from % UploadParts.PartBytes == 0 && to - from < UploadParts.PartBytes && whole ? new(from, to, of) : null;
    }
}

/// <summary>
/// A photo in parts, for lines that break: each part is staged beside the blob, which comes to be with the last one and is there whole or not at all.
/// A part that is sent again replaces itself; parts that no whole comes of are forgotten by storage within a week.
/// </summary>
public sealed class UploadParts(Uploading uploading, PhotoStorage storage)
{
    /// <summary>256 KiB: a few seconds on a line that still carries a voice.</summary>
    public const int PartBytes = 256 * 1024;

    public async Task<PhotoParts> Show(string animalId, string photoId, CancellationToken stop)
    {
        if (await IsWhole(animalId, photoId, stop)) return new(0, PartBytes, true);
        return new(Joined(await Staged(Blob(animalId, photoId), stop)), PartBytes, false);
    }

    /// <exception cref="RefusedException">400 <c>part-invalid</c>, <c>upload-cut</c>; 404; 409 <c>already-uploaded</c>; 413 <c>too-large</c>.</exception>
    public async Task<PhotoParts> Send(string animalId, string photoId, PartRange? part, Stream body, CancellationToken stop)
    {
        if (await IsWhole(animalId, photoId, stop)) throw Uploading.AlreadySent();
        if (part is not { } range) throw Invalid();
        if (range.Of > Unfit.MostBytes) throw Uploading.TooLarge();
        var bytes = await Read(body, range.Length, stop);
        var blob = Blob(animalId, photoId);
        await blob.StageBlockAsync(IdOf(range.From), new MemoryStream(bytes), cancellationToken: stop);
        var staged = await Staged(blob, stop);
        var here = Joined(staged);
        if (here < range.Of) return new(here, PartBytes, false);
        try
        {
            var ids = staged.Select(b => b.Name).Order(StringComparer.Ordinal).Take((int)((range.Of + PartBytes - 1) / PartBytes));
            await blob.CommitBlockListAsync(ids, new CommitBlockListOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/octet-stream" },
            }, stop);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            throw Uploading.AlreadySent();
        }
        return new(here, PartBytes, true);
    }

    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    private async Task<bool> IsWhole(string animalId, string photoId, CancellationToken stop)
    {
        var photo = await uploading.Find(animalId, photoId, stop);
        if (!photo.Exists) throw new RefusedException(Refusal.NotFound("photo"));
        return photo.ETag is not null || photo.Settled || await uploading.Arrived(animalId, photoId, stop);
    }

    private BlockBlobClient Blob(string animalId, string photoId) => storage.Blocks(new PhotoBlob(animalId, photoId));

    private static async Task<IReadOnlyList<BlobBlock>> Staged(BlockBlobClient blob, CancellationToken stop)
    {
        try
        {
            return [.. (await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: stop)).Value.UncommittedBlocks];
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return [];
        }
    }

    /// <summary>How many bytes follow each other from the beginning; a part that is not full is the last.</summary>
    private static long Joined(IReadOnlyList<BlobBlock> staged)
    {
        var sizes = staged.ToDictionary(b => b.Name, b => b.SizeLong, StringComparer.Ordinal);
        var here = 0L;
        while (here % PartBytes == 0 && sizes.TryGetValue(IdOf(here), out var size)) here += size;
        return here;
    }

    /// <summary>Ids of one length, which storage asks for, that sort as the parts do.</summary>
    private static string IdOf(long from) => Convert.ToBase64String(Encoding.ASCII.GetBytes(from.ToString("D9", CultureInfo.InvariantCulture)));

    private static async Task<byte[]> Read(Stream body, int length, CancellationToken stop)
    {
        var bytes = new byte[length];
        try
        {
            await body.ReadExactlyAsync(bytes, stop);
            if (await body.ReadAsync(new byte[1], stop) != 0) throw Invalid();
            return bytes;
        }
        catch (Exception cut) when (cut is EndOfStreamException or BadHttpRequestException)
        {
            throw new RefusedException(new(400, "upload-cut", "The part ended before its end. Send the same part again."));
        }
    }

    private static RefusedException Invalid() => new(new(400, "part-invalid",
        $"Send one part of {PartBytes} bytes (the last may be shorter) as the body, and say which: Content-Range: bytes 0-{PartBytes - 1}/{{bytes of the photo}}. Parts begin at multiples of {PartBytes}."));
}
