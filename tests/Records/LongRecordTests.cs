using System.Diagnostics;
using System.IO.Pipelines;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Journal;
using VetVisits.Records;
using VetVisits.Visits;

namespace VetVisits.Tests.Records;

/// <summary>Measures memory, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class LongRecordTests
{
    private static readonly AnimalView Misha = AnimalView.Of(new RecordHistory(1).Animal());

    [Fact]
    public async Task Five_thousand_commits_start_at_once_and_stay_flat_in_memory()
    {
        using var store = new TempStore();
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(n => store.Journal.Append(
            new StreamId(RecordHistory.Partition, new StreamName($"visit:v{n / 50}")), n % 50, new Commit(
                RecordHistory.Partition, $"visit:v{n / 50}", n % 50 + 1, Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(n), "vet:v1", null,
                [What(n)]), default)));
        await using (var warm = await Chronicle.Open(store.Journal, "misha", RecordFilter.All, default)) await JsonRecord.Write(PipeWriter.Create(Stream.Null), Misha, warm, default);

        foreach (var write in new Func<PipeWriter, Chronicle, Task>[]
        {
            (to, chronicle) => JsonRecord.Write(to, Misha, chronicle, default),
            (to, chronicle) => new HtmlRecord().Write(to, Misha, chronicle, null, default),
            (to, chronicle) => VetVisits.Records.Fhir.FhirRecord.Write(to, new(new RecordHistory(1).Animal(), false), default, chronicle, (_, _) => Task.FromResult<string?>(null), default),
        })
        {
            using var watched = new Watched();
            await using var chronicle = await Chronicle.Open(store.Journal, "misha", RecordFilter.All, default);
            await write(PipeWriter.Create(watched), chronicle);
            Assert.True(watched.Written > 4_000_000, $"{watched.Written} bytes");
            // A tenth of a second on a quiet machine is what the benchmark holds it to; here others build beside it.
            Assert.True(watched.First < TimeSpan.FromSeconds(1), $"first byte after {watched.First}");
            Assert.True(watched.MostLive < 50_000_000, $"{watched.MostLive} bytes held");
        }
    }

    private static Event What(int n) => n % 50 == 0
        ? new VisitBooked($"v{n / 50}", "misha", "olga", "v1", "telemedicine", "cat", "US-CA", "h", new LocalDate(2026, 11, 23), "UTC", default, default, null, null, new string('r', 900), false)
        : new VisitEnded("treated", new string('n', 900));

    /// <summary>Counts what is written, when it began, and how much memory is alive meanwhile.</summary>
    private sealed class Watched : Stream
    {
        private readonly long began = Stopwatch.GetTimestamp();
        private readonly long before = GC.GetTotalMemory(forceFullCollection: true);
        private long nextLook = 1_000_000;

        public long Written { get; private set; }

        public TimeSpan First { get; private set; }

        public long MostLive { get; private set; }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => Written;

        public override long Position
        {
            get => Written;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Written == 0) First = Stopwatch.GetElapsedTime(began);
            Written += buffer.Length;
            if (Written < nextLook) return;
            nextLook += 1_000_000;
            MostLive = Math.Max(MostLive, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
