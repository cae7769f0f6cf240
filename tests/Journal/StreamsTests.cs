using NodaTime;
using NodaTime.Testing;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Tests.Journal;

public sealed class StreamsTests : IDisposable
{
    private static readonly Fold<int> Count = new(0, (n, _, _) => n + 1);
    private static readonly StreamId Stream = new("animal:a", new StreamName("visit:v"));

    private readonly TempStore store = new();
    private readonly FakeClock clock = new(Instant.FromUtc(2026, 11, 23, 12, 0));
    private readonly Rigged journal;
    private readonly Streams streams;

    public StreamsTests()
    {
        journal = new Rigged(store.Journal);
        streams = new Streams(journal, clock);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task The_same_command_ten_times_at_once_has_one_effect_and_one_answer()
    {
        var answered = 0;
        var ran = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => streams.Run(
            Stream, Count, Owner("c1"), (_, _) => new Decision.Happened([new VisitStarted()], Json.ToElement(Interlocked.Increment(ref answered))), default))));

        Assert.Single(await History());
        Assert.Single(ran, r => r is Ran<int>.Committed);
        Assert.Equal(9, ran.Count(r => r is Ran<int>.Repeated));
        Assert.Single(ran.Select(r => r.Written!.Command!.Answer!.Value.GetInt32()).Distinct());
        Assert.All(ran, r => Assert.Equal(1, r.State));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await streams.Run(Stream, Count, Owner("c1", "one body"), Start, default);

        var ran = await streams.Run(Stream, Count, Owner("c1", "another"), Start, default);

        Assert.Equal((422, "idempotency-key-reused"), (Refusal(ran).Status, Refusal(ran).Code));
        Assert.Single(await History());
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_command()
    {
        // The doorway makes a command's id from the caller, the route and the key; so two callers never have one id.
        await streams.Run(Stream, Count, Owner("c1"), Start, default);
        await streams.Run(Stream, Count, Owner("c2"), Start, default);
        Assert.Equal(2, (await History()).Count);
    }

    [Fact]
    public async Task After_a_conflict_the_rules_are_asked_again_with_what_the_rival_did()
    {
        await Rival();
        var states = new List<int>();
        journal.Before = async commit =>
        {
            if (states.Count == 1) await Rival(version: commit.Version);
        };

        var ran = await streams.Run(Stream, Count, Owner("c1"), (state, _) =>
        {
            states.Add(state);
            return state < 2 ? Decision.Of(new VisitStarted()) : Decision.No(new Refusal(409, "slot-taken", "Taken."));
        }, default);

        Assert.Equal([1, 2], states);
        Assert.Equal("slot-taken", Refusal(ran).Code);
        Assert.Equal(2, (await History()).Count);
    }

    [Fact]
    public async Task Without_a_conflict_a_command_costs_one_read_and_one_append()
    {
        await streams.Run(Stream, Count, Owner("c1"), Start, default);
        Assert.Equal((1, 1), (journal.Reads, journal.Appends));
    }

    [Fact]
    public async Task Commits_that_the_caller_has_read_are_not_read_again_unless_there_is_a_conflict()
    {
        await streams.Run(Stream, Count, Owner("c1"), Start, known: [], default);
        Assert.Equal((0, 1), (journal.Reads, journal.Appends));

        var ran = await streams.Run(Stream, Count, Owner("c2"), Start, known: [], default);
        Assert.Equal((1, 3), (journal.Reads, journal.Appends));
        Assert.Equal(2, ran.State);
    }

    [Fact]
    public async Task A_refusal_and_a_decision_that_changes_nothing_write_nothing()
    {
        await streams.Run(Stream, Count, Owner("c1"), (_, _) => Decision.Nothing, default);
        await streams.Run(Stream, Count, Owner("c1"), (_, _) => Decision.No(new Refusal(422, "no", "No.")), default);
        Assert.Empty(await History());
        Assert.Equal(0, journal.Appends);
    }

    [Fact]
    public async Task A_clock_that_goes_backwards_does_not_turn_history_around()
    {
        await streams.Run(Stream, Count, Owner("c1"), Start, default);
        clock.AdvanceMinutes(-10);
        Instant told = default;
        await streams.Run(Stream, Count, Owner("c2"), (_, now) =>
        {
            told = now;
            return Decision.Of(new VisitStarted());
        }, default);
        clock.AdvanceMinutes(20);
        await streams.Run(Stream, Count, Owner("c3"), Start, default);

        var times = (await History()).Select(c => c.At).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(times[0], told);
        Assert.True(times[2] > times[1]);
    }

    [Fact]
    public async Task Who_loses_every_race_is_told_that_others_are_busy_there()
    {
        journal.Before = commit => Rival(commit.Version);

        var ran = await streams.Run(Stream, Count, Owner("c1"), Start, default);

        Assert.Equal((409, "busy"), (Refusal(ran).Status, Refusal(ran).Code));
        Assert.DoesNotContain(await History(), c => c.Command?.Id == "c1");
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_found_and_not_done_twice()
    {
        journal.After = _ => throw new TimeoutException("the answer was lost");

        var ran = await streams.Run(Stream, Count, Asked.System("Lapse"), Start, default);

        Assert.IsType<Ran<int>.Committed>(ran);
        Assert.Single(await History());
    }

    [Fact]
    public async Task A_rival_that_took_the_place_of_a_lost_write_is_met_like_any_other()
    {
        var lost = false;
        journal.Before = async commit =>
        {
            if (lost) return;
            lost = true;
            await Rival(commit.Version);
            throw new TimeoutException("the request was lost");
        };

        var ran = await streams.Run(Stream, Count, Owner("c1"), Start, default);

        Assert.Equal(2, Assert.IsType<Ran<int>.Committed>(ran).Commit.Version);
        Assert.Equal(2, (await History()).Count);
    }

    [Fact]
    public async Task A_write_that_is_nowhere_to_be_found_fails_and_its_repeat_succeeds()
    {
        journal.Before = _ => throw new TimeoutException("the request was lost");
        await Assert.ThrowsAsync<TimeoutException>(() => streams.Run(Stream, Count, Owner("c1"), Start, default));

        journal.Before = _ => Task.CompletedTask;
        Assert.IsType<Ran<int>.Committed>(await streams.Run(Stream, Count, Owner("c1"), Start, default));
        Assert.Single(await History());
    }

    private static Decision Start(int state, Instant now) => Decision.Of(new VisitStarted());

    private static Asked Owner(string command, string body = "body") => new("owner:o", command, body);

    private static Refusal Refusal(Ran<int> ran) => Assert.IsType<Ran<int>.Refused>(ran).Refusal;

    private async Task<IReadOnlyList<Commit>> History() => (await store.Journal.Read(Stream.Partition, [Stream.Name], default)).Of(Stream.Name);

    private async Task Rival(int version = 1) =>
        await store.Journal.Append(Stream, version - 1, new Commit(Stream.Partition, Stream.Name.Value, version, clock.GetCurrentInstant(), "vet:v", null, [new VisitStarted()]), default);
}
