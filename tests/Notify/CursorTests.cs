using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Notify;

namespace VetVisits.Tests.Notify;

public sealed class CursorTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);

    /// <summary>Entries appear in any order, each up to the permitted lateness after its own time; the reader asks at any moment.</summary>
    [Property(MaxTest = 300)]
    public Property Every_entry_is_given_exactly_once_though_they_appear_out_of_order() => Prop.ForAll(
        (from count in Gen.Choose(0, 400)
         from facts in Gen.ListOf(Gen.Two(Gen.Choose(0, 1200)), count)
         from asks in Gen.ListOf(Gen.Choose(0, 1500), 12)
         select (facts, asks)).ToArbitrary(),
        given =>
        {
            // A fact: its time, and when it appears (never more than two minutes later).
            var facts = given.facts.Select((f, i) => (Entry: Entry(f.Item1, i), Appears: f.Item1 + (f.Item2 % 121))).ToList();
            var (cursor, got) = (Cursor.Start, new List<string>());
            foreach (var second in given.asks.Append(2000).Order())
            {
                for (var more = true; more;)
                {
                    cursor = Cursor.Parse(cursor.ToString());
                    var inbox = facts.Where(f => f.Appears <= second && f.Entry.At >= cursor.Since).Select(f => f.Entry).OrderBy(e => e.At).ThenBy(e => e.Fact.Id).ToList();
                    var (fresh, next, rest) = cursor.Read(inbox, Noon + Duration.FromSeconds(second));
                    got.AddRange(fresh.Select(e => e.Fact.Id));
                    (cursor, more) = (next, rest);
                }
            }
            return got.Order().SequenceEqual(facts.Select(f => f.Entry.Fact.Id).Order());
        });

    [Fact]
    public void A_cursor_does_not_grow_with_the_inbox()
    {
        var (_, next, _) = Cursor.Start.Read([.. Enumerable.Range(0, 90).Select(i => Entry(i, i))], Noon + Duration.FromHours(1));
        Assert.Empty(next.Given);
    }

    [Theory]
    [InlineData("!!")]
    [InlineData("bnVsbA")]
    [InlineData("e30")]
    [InlineData("AAAA")]
    public void A_made_up_cursor_is_refused(string text) =>
        Assert.Equal("cursor-invalid", Assert.Throws<RefusedException>(() => Cursor.Parse(text)).Refusal.Code);

    private static InboxEntry Entry(int second, int number)
    {
        var at = Noon + Duration.FromSeconds(second);
        return new(at, CloudEvent.Of(new VetNotice("visit.booked", "v", "animals/a", $"key {number}", at, new Dictionary<string, string>())));
    }
}
