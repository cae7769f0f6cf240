using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using VetVisits.Due;

namespace VetVisits.Tests.Due;

public sealed class DueSweepTests : IAsyncDisposable
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 23, 9, 0);
    private readonly FakeClock clock = new(Nine);
    private readonly TempStore store;
    private readonly Noted work = new();
    private readonly DueSweep sweep;

    public DueSweepTests()
    {
        store = new(clock);
        sweep = new([work], store.Views, new(store.Views, clock), clock, NullLogger<DueSweep>.Instance);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(61)]
    [InlineData(26 * 60)]
    [InlineData(72 * 60)]
    public async Task A_host_that_was_off_does_what_came_due_in_the_meantime(int minutes)
    {
        await sweep.Sweep(default);
        await Written(Nine + Duration.FromMinutes(1));
        await Written(Nine + Duration.FromMinutes(minutes));
        clock.Reset(Nine + Duration.FromMinutes(minutes));
        await sweep.Sweep(default);
        Assert.Equal(2, work.Done.Count);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(9)]
    public async Task What_was_still_being_written_while_its_hour_was_swept_is_found_afterwards(double minutes)
    {
        // The last look into the hour that is over, then the write, then the next look.
        foreach (var minute in (double[])[0, 30, 55, 60 + minutes])
        {
            clock.Reset(Nine + Duration.FromMinutes(minute));
            await sweep.Sweep(default);
        }
        await Written(Nine + Duration.FromMinutes(59.9));
        clock.AdvanceSeconds(30);
        Assert.Equal(1, await sweep.Sweep(default));
    }

    [Fact]
    public async Task What_is_due_is_done_once_and_what_is_not_waits()
    {
        await Written(Nine);
        await Written(Nine + Duration.FromMinutes(5));
        Assert.Equal((1, 0), (await sweep.Sweep(default), await sweep.Sweep(default)));
        clock.Reset(Nine + Duration.FromMinutes(5));
        Assert.Equal((1, 0), (await sweep.Sweep(default), await sweep.Sweep(default)));
    }

    private Task Written(Instant at)
    {
        var due = new DueEntry(Noted.Name, at, "animal:a1", $"visit:{at.ToUnixTimeSeconds()}");
        return store.Views.Update<DueEntry>(DuePlace.Of(due, at), _ => Task.FromResult<DueEntry?>(due), default);
    }

    private sealed class Noted : IDueWork
    {
        public const string Name = "noted";

        public List<Instant> Done { get; } = [];

        public string Kind => Name;

        public Task<Instant?> Do(DueEntry due, CancellationToken stop)
        {
            lock (Done) Done.Add(due.At);
            return Task.FromResult<Instant?>(null);
        }
    }
}
