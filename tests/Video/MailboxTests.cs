using FsCheck.Xunit;
using NodaTime;
using VetVisits.Video;

namespace VetVisits.Tests.Video;

public sealed class MailboxTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly Mailbox New = Mailbox.Opened(Now);

    [Fact]
    public void What_one_end_sends_the_other_reads_once()
    {
        var box = Take(Take(New, End.Owner, "tab1", SignalKind.Hello), End.Owner, "tab1", SignalKind.Offer);
        Assert.Equal([SignalKind.Hello, SignalKind.Offer], box.Read(End.Vet, "v", 0, Now).Unseen.Select(s => s.Kind));
        Assert.Empty(box.Read(End.Vet, "v", New.Last + 2, Now).Unseen);
        Assert.Empty(box.Read(End.Owner, "tab1", 0, Now).Unseen);
    }

    [Fact]
    public void A_second_tab_takes_over_and_the_first_is_told_and_refused()
    {
        var box = Take(Take(New, End.Owner, "tab1", SignalKind.Hello), End.Owner, "tab2", SignalKind.Hello);
        Assert.Equal("taken-over", box.Read(End.Owner, "tab1", 0, Now).No?.Code);
        Assert.Equal("taken-over", box.Take(End.Owner, "tab1", SignalKind.Candidate, null, Now).No?.Code);
        Assert.Null(box.Read(End.Owner, "tab2", 0, Now).No);
        Assert.Equal(2, box.Read(End.Vet, "v", 0, Now).Unseen.Count);
    }

    [Fact]
    public void Signals_are_gone_after_minutes()
    {
        var box = Take(New, End.Owner, "tab1", SignalKind.Hello);
        Assert.Empty(box.Read(End.Vet, "v", 0, Now + Mailbox.Keeps).Unseen);
        Assert.Single(box.Take(End.Owner, "tab1", SignalKind.Offer, null, Now + Mailbox.Keeps).Next.Signals);
    }

    [Fact]
    public void A_mailbox_that_was_gone_for_minutes_goes_on_above_the_numbers_of_the_one_before()
    {
        var before = Enumerable.Range(0, 300).Aggregate(New, (b, _) => Take(b, End.Owner, "tab1", SignalKind.Candidate));
        var later = Now + Mailbox.Keeps + Mailbox.Keeps;
        var after = Mailbox.Opened(later).Take(End.Owner, "tab1", SignalKind.Offer, null, later).Next;
        Assert.Equal(SignalKind.Offer, Assert.Single(after.Read(End.Vet, "v", before.Last, later).Unseen).Kind);
    }

    [Property]
    public bool However_many_are_sent_numbers_rise_by_one_and_the_mailbox_stays_small(byte count)
    {
        var box = Enumerable.Range(0, count + 1).Aggregate(New, (b, _) => Take(b, End.Vet, "v", SignalKind.Candidate));
        return box.Last == New.Last + count + 1 && box.Signals.Count <= Mailbox.MostKept && box.Signals.Zip(box.Signals.Skip(1)).All(p => p.Second.Number == p.First.Number + 1);
    }

    [Fact]
    public void Three_bad_reports_in_a_row_are_enough_and_a_good_one_starts_over()
    {
        var bad = new Quality(30, 100, 900, 0);
        var good = new Quality(0, 60, 900, 0);
        Assert.True(bad.Bad);
        Assert.False(good.Bad);
        Assert.Equal(3, QualityLog.Empty.With(bad, Now).With(bad, Now).With(bad, Now).BadInARow);
        Assert.Equal(1, QualityLog.Empty.With(bad, Now).With(good, Now).With(bad, Now).BadInARow);
    }

    [Theory]
    [InlineData(11, 60, 900, 0, true)]
    [InlineData(0, 900, 900, 0, true)]
    [InlineData(0, 60, 900, 4, true)]
    [InlineData(0, 60, 0, 0, true)]
    [InlineData(0, 60, 30, 0, false)]
    public void A_voice_without_a_picture_is_no_bad_visit(double loss, double roundTrip, double kbit, double frozen, bool bad) =>
        Assert.Equal(bad, new Quality(loss, roundTrip, kbit, frozen).Bad);

    private static Mailbox Take(Mailbox box, End end, string session, SignalKind kind)
    {
        var (next, no) = box.Take(end, session, kind, null, Now);
        Assert.Null(no);
        return next;
    }
}
