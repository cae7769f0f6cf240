using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Photos.Developing;
using VetVisits.Photos.Judging;
using VetVisits.Photos.Reading;

namespace VetVisits.Tests.Photos;

public sealed class PhotoRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly Duration Lease = Duration.FromSeconds(20);
    private static readonly PhotoRequested Requested = new("p", "a", null, null, null, null, Now + Duration.FromMinutes(15));

    [Fact]
    public void An_upload_that_nobody_asked_for_is_deleted_unread() => Assert.Equal(Upload.Delete, For([]));

    [Fact]
    public void The_first_upload_is_taken() => Assert.Equal(Upload.Take, For([Requested]));

    [Fact]
    public void A_later_upload_is_deleted_unread_whatever_became_of_the_first()
    {
        Assert.Equal(Upload.Delete, For([Requested, new PhotoAttempted(1, "first", 10)], "second"));
        Assert.Equal(Upload.Delete, For([Requested, new PhotoRefused("damaged", "first")], "second"));
        Assert.Equal(Upload.Delete, For([Requested, new PhotoAbandoned()], "second"));
    }

    [Fact]
    public void While_an_attempt_runs_another_event_waits() =>
        Assert.Equal(Upload.Wait, For([Requested, new PhotoAttempted(1, "first", 10)]));

    [Fact]
    public void An_attempt_that_never_ended_is_made_once_more_and_then_the_photo_is_given_up()
    {
        var later = Now + Lease + Duration.FromSeconds(1);
        Assert.Equal(Upload.Take, For([Requested, new PhotoAttempted(1, "first", 10)], at: later));
        Assert.Equal(Upload.GiveUp, For([Requested, new PhotoAttempted(1, "first", 10), new PhotoAttempted(2, "first", 10)], at: later));
    }

    [Fact]
    public void An_attempt_that_storage_interrupted_does_not_count()
    {
        List<Event> events = [Requested];
        for (var i = 1; i <= 10; i++)
        {
            events.Add(new PhotoAttempted(i, "first", 10));
            events.Add(new PhotoInterrupted(i));
        }
        Assert.Equal(Upload.Take, For(events));
    }

    [Fact]
    public void A_refused_upload_stays_until_its_time_and_one_that_was_taken_goes()
    {
        Assert.Equal(Upload.Keep, For([Requested, new PhotoRefused("damaged", "first")]));
        Assert.Equal(Upload.Delete, For([Requested, new PhotoAttempted(1, "first", 1), Ready("first"), Judged(Verdict.Good)]));
        Assert.Equal(Upload.Delete, For([Requested, new PhotoRetake("heic-unreadable", "first")]));
    }

    [Fact]
    public void A_photo_that_was_settled_meanwhile_is_not_settled_again()
    {
        var settled = State([Requested, new PhotoAttempted(1, "first", 1), Ready("first"), Judged(Verdict.Good)]);
        Assert.IsType<Decision.Already>(PhotoRules.Refuse(settled, "first", Unfit.Damaged));
        Assert.IsType<Decision.Already>(PhotoRules.Abandon(settled));
        Assert.IsType<Decision.Already>(PhotoRules.Attempt(settled, "first", 1, Now, Lease));
        Assert.IsType<Decision.Already>(PhotoRules.Interrupt(settled, 1));
    }

    [Fact]
    public void A_HEIC_that_cannot_be_read_here_is_to_be_taken_again_and_not_refused()
    {
        var decided = Assert.IsType<Decision.Happened>(PhotoRules.Refuse(State([Requested, new PhotoAttempted(1, "e", 1)]), "e", Unfit.HeicUnreadable));
        Assert.Equal(new PhotoRetake("heic-unreadable", "e"), Assert.Single(decided.Events));
        Assert.Equal(PhotoStatus.Retake, State([Requested, .. decided.Events]).Status);
    }

    [Fact]
    public void A_verdict_of_retake_makes_the_photo_one_to_take_again() =>
        Assert.Equal(PhotoStatus.Retake, State([Requested, new PhotoAttempted(1, "first", 1), Ready("first"), Judged(Verdict.Retake)]).Status);

    [Theory]
    [InlineData("2026-11-20T08:30:00", "2026-11-20T08:30:00Z")] // days before it was sent
    [InlineData("2026-11-24T01:00:00", "2026-11-23T12:00:00Z")] // a camera east of Greenwich is ahead: not after it was sent
    [InlineData("2019-01-01T00:00:00", "2026-11-23T12:00:00Z")] // a clock that was never set
    [InlineData(null, "2026-11-23T12:00:00Z")]
    public void A_photo_is_as_old_as_the_cameras_clock_says_where_that_can_be(string? clock, string taken)
    {
        LocalDateTime? at = clock is null ? null : NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(clock).Value;
        Assert.Equal(taken, State([Requested, new PhotoAttempted(1, "e", 1), Ready("e") with { TakenAt = at }, Judged(Verdict.Good)]).TakenAbout.ToString());
    }

    [Property]
    public Property A_blobs_name_and_its_photo_are_each_others_inverse()
    {
        var ids = Gen.NonEmptyListOf(Gen.Elements("abcXYZ019._-".ToCharArray())).Select(c => new string([.. c.Take(100)])).Where(PhotoBlob.Fits);
        return Prop.ForAll(Arb.From(from a in ids from p in ids select new PhotoBlob(a, p)), blob => PhotoBlob.Parse(blob.Name) == blob);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a/b/c")]
    [InlineData("../b")]
    [InlineData("a/..")]
    [InlineData("a/")]
    [InlineData("/b")]
    [InlineData("a/b c")]
    [InlineData("a/b.")]
    [InlineData("ä/b")]
    public void What_we_did_not_name_does_not_parse(string name) => Assert.Null(PhotoBlob.Parse(name));

    private static Upload For(IReadOnlyList<Event> events, string etag = "first", Instant? at = null) => PhotoRules.For(State(events), etag, at ?? Now, Lease);

    private static Photo State(IReadOnlyList<Event> events) =>
        Photo.Fold.Of(events.Select((happened, i) => new Commit("animal:a", "photo:p", i + 1, Now, "system:test", null, [happened])));

    private static PhotoReady Ready(string etag) => new(etag, 10, PhotoKind.Jpeg, 100, 100, 1, null, [new PictureKept(PictureName.Master, "jpg", 100, 100, 5)]);

    private static PhotoJudged Judged(Verdict verdict) => new(verdict, [], new Figures(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
}
