using System.Net;
using VetVisits.Documents;
using VetVisits.Journal;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>
/// Writes whose answers do not arrive, and an account that is too busy: on the real SDK, through a wire that fails on purpose.
/// It runs on the emulator also when the contract runs on a real account, for that one is not reached over HTTP alone.
/// </summary>
public sealed class LostAnswersTests(Emulator emulator) : IClassFixture<Emulator>, IAsyncLifetime
{
    private readonly Wire wire = new();
    private readonly string database = $"lost-{Guid.NewGuid():N}";
    private Microsoft.Azure.Cosmos.CosmosClient client = null!;

    public async Task InitializeAsync()
    {
        client = emulator.Client(wire);
        await Containers.Ensure(client, database, default);
    }

    public Task DisposeAsync()
    {
        client.Dispose();
        wire.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_done_and_no_conflict()
    {
        var stream = Sample.Stream("visit:v1");
        var journal = CosmosStores.Journal(client, database);
        wire.LoseNext(HttpMethod.Post);

        Assert.Equal(Appended.Done, await journal.Append(stream, 1, command: "c1"));
        Assert.Equal(1, wire.Lost);
        Assert.Single((await journal.Read(stream.Partition, [stream.Name], default)).Of(stream.Name));
    }

    [Fact]
    public async Task A_rival_that_came_first_is_a_conflict_also_when_an_answer_was_lost()
    {
        var stream = Sample.Stream("visit:v1");
        var journal = CosmosStores.Journal(client, database);
        await journal.Append(stream, 1, command: "rival");
        wire.LoseNext(HttpMethod.Post);

        Assert.Equal(Appended.Conflict, await journal.Append(stream, 1, command: "c1"));
        Assert.Equal(1, wire.Lost);
    }

    [Fact]
    public async Task Documents_know_their_own_lost_writes_again_too()
    {
        var documents = CosmosStores.Documents(client, database, Containers.Documents);
        var id = new DocumentId(Sample.Partition(), "animal");

        wire.LoseNext(HttpMethod.Post);
        var created = await documents.Write(id, new Paper("first"), null, default);
        Assert.True(created.Done);
        Assert.Equal(created.Now, (await documents.Read<Paper>(id, default))!.ETag);

        wire.LoseNext(HttpMethod.Put);
        var replaced = await documents.Write(id, new Paper("second"), created.Now, default);
        Assert.True(replaced.Done);

        wire.LoseNext(HttpMethod.Put);
        Assert.False((await documents.Write(id, new Paper("second"), created.Now, default)).Done);

        wire.LoseNext(HttpMethod.Delete);
        Assert.True((await documents.Delete(id, replaced.Now!.Value, default)).Done);
        Assert.Null(await documents.Read<Paper>(id, default));
        Assert.Equal(4, wire.Lost);
    }

    [Fact]
    public async Task A_busy_account_is_asked_again_and_then_does_what_was_wanted()
    {
        var stream = Sample.Stream("visit:v1");
        var journal = CosmosStores.Journal(client, database);
        wire.Busy(times: 3, after: TimeSpan.FromMilliseconds(20));

        Assert.Equal(Appended.Done, await journal.Append(stream, 1));
        Assert.Equal(3, wire.Refused);
    }

    [Fact]
    public async Task A_person_is_told_to_come_back_within_seconds_when_the_account_stays_busy()
    {
        var journal = CosmosStores.Journal(client, database);
        wire.Busy(times: int.MaxValue, after: TimeSpan.FromMilliseconds(700));
        var began = System.Diagnostics.Stopwatch.StartNew();

        var busy = await Assert.ThrowsAsync<ThrottledException>(async () =>
        {
            Patience.Set(Patience.OfPeople);
            await journal.Append(Sample.Stream("visit:v1"), 1);
        });

        Assert.InRange(began.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromMilliseconds(700), busy.After);
        Assert.Equal(Patience.OfBackground, Patience.Now);
    }

    [Fact]
    public async Task Work_in_the_background_waits_longer_than_a_person()
    {
        var journal = CosmosStores.Journal(client, database);
        wire.Busy(times: 6, after: TimeSpan.FromMilliseconds(500));

        Assert.Equal(Appended.Done, await journal.Append(Sample.Stream("visit:v1"), 1));
        Assert.Equal(6, wire.Refused);
    }

    [Fact]
    public async Task Every_operation_is_measured_with_its_charge_and_its_outcome()
    {
        using var counted = new StoreCount();
        var stream = Sample.Stream("visit:v1");
        var journal = CosmosStores.Journal(client, database);

        await journal.Append(stream, 1);
        await journal.Append(stream, 1, command: "late");
        await journal.Read(stream.Partition, [stream.Name], default);

        Assert.Equal(2, counted.Of("journal", "append"));
        Assert.Equal(1, counted.Of("journal", "append", "conflict"));
        Assert.Equal(1, counted.Of("journal", "read"));
        // The emulator charges one unit a request.
        Assert.Equal(3, counted.Charge);
    }

    /// <summary>The way to the emulator: loses answers after the request was carried out, or answers 429 instead of sending.</summary>
    private sealed class Wire() : DelegatingHandler(new EmulatorBridge())
    {
        private HttpMethod? losing;
        private int busy;
        private TimeSpan retryAfter;

        public int Lost { get; private set; }

        public int Refused { get; private set; }

        public void LoseNext(HttpMethod method) => losing = method;

        public void Busy(int times, TimeSpan after) => (busy, retryAfter) = (times, after);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var onItem = request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal) && !request.Headers.Contains("x-ms-documentdb-isquery");
            if (onItem && busy > 0)
            {
                busy--;
                Refused++;
                var no = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { RequestMessage = request, Content = new StringContent("{}") };
                no.Headers.Add("x-ms-retry-after-ms", retryAfter.TotalMilliseconds.ToString());
                return no;
            }
            var answer = await base.SendAsync(request, cancellationToken);
            if (!onItem || losing != request.Method) return answer;
            losing = null;
            Lost++;
            answer.Dispose();
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new StringContent("{}") };
        }
    }
}
