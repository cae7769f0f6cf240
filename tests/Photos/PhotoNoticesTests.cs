using NodaTime;
using VetVisits.Journal;
using VetVisits.Notify;
using VetVisits.Photos;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Judging;
using VetVisits.Photos.Reading;
using VetVisits.Visits;

namespace VetVisits.Tests.Photos;

/// <summary>What the vet of a visit hears of its photos.</summary>
public sealed class PhotoNoticesTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);
    private readonly TempStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task The_vet_hears_of_what_can_be_used_once_with_how_many_of_its_series_are_taken_again()
    {
        await Booked("v1", "vera");
        Assert.Empty(await Judged("p1", Verdict.Retake, "ear"));
        Assert.Empty(await Judged("p2", Verdict.Retake, "ear"));
        Assert.Empty(await Judged("p3", Verdict.Retake, "belly"));
        Assert.Empty(await Judged("p4", Verdict.Retake, "ear", visit: null));

        var told = Assert.Single(await Judged("p5", Verdict.Usable, "ear"));
        Assert.Equal(("photo.ready", "vera", "animals/a1/visits/v1", "photo.ready:p5"), (told.Type, told.VetId, told.Subject, told.Key));
        Assert.Equal(("p5", "usable", "2"), (told.Data["photoId"], told.Data["verdict"], told.Data["retakes"]));
        Assert.Equal("0", Assert.Single(await Judged("p6", Verdict.Good, "paw")).Data["retakes"]);
    }

    [Fact]
    public async Task A_photo_of_no_visit_or_one_that_was_refused_calls_nobody()
    {
        await Booked("v1", "vera");
        Assert.Empty(await Judged("p1", Verdict.Good, "ear", visit: null));
        Assert.Empty(await Happened("p2", "v1", "ear", new PhotoRefused("damaged", "e")));
    }

    private Task<IReadOnlyList<VetNotice>> Judged(string photo, Verdict verdict, string series, string? visit = "v1") => Happened(
        photo, visit, series, new PhotoReady("e", 10, PhotoKind.Jpeg, 100, 100, 1, null, [new PictureKept(PictureName.Master, "jpg", 100, 100, 5)]),
        new PhotoJudged(verdict, [], new Figures(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)));

    private async Task<IReadOnlyList<VetNotice>> Happened(string photo, string? visit, string series, params Event[] then)
    {
        var stream = PhotoStream.Of("a1", photo);
        Commit[] commits =
        [
            new(stream.Partition, stream.Name.Value, 1, Noon, "owner:olga", null, [new PhotoRequested(photo, "a1", null, visit, null, series, Noon)]),
            new(stream.Partition, stream.Name.Value, 2, Noon, "system:photos", null, [.. then]),
        ];
        var (told, notices) = (new List<VetNotice>(), new PhotoNotices(store.Journal, store.Views));
        foreach (var commit in commits)
        {
            Assert.Equal(Appended.Done, await store.Journal.Append(stream, commit.Version - 1, commit, default));
            await new PhotoEntries(store.Journal, store.Views).Project(commit, default);
            if (notices.Concerns(commit)) told.AddRange(await notices.From(commit, default));
        }
        return told;
    }

    private async Task Booked(string visit, string vet)
    {
        var booked = new VisitBooked(visit, "a1", "olga", vet, "telemedicine", "cat", "US-CA", "h", new(2026, 11, 23), "Etc/UTC", Noon, Noon + Duration.FromMinutes(20), null, null, null, false);
        await store.Journal.Append(VisitStream.Of("a1", visit), 0, new Commit("animal:a1", VisitStream.Name(visit).Value, 1, Noon, "owner:olga", null, [booked]), default);
    }
}
