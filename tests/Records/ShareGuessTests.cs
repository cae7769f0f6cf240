using System.Net;
using VetVisits.Identity;
using VetVisits.Local.Host;
using VetVisits.Records.Sharing;
using VetVisits.Tests.Booking;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Records;

/// <summary>Who guesses at links learns nothing by the answer, by its cost, or by trying often.</summary>
public sealed class ShareGuessTests
{
    [Fact]
    public async Task A_guessed_a_revoked_and_an_ended_link_cost_the_same_reads_and_write_nothing()
    {
        await using var clinic = new Clinic();
        await clinic.Animal("a1");
        var shares = clinic.Get<Shares>();
        var (share, revoked) = await shares.Make(Clinic.Owner(), "a1", new(null, null, null, null), Clinic.Asked("o1", "k1"), default);
        await shares.Revoke(Clinic.Owner(), "a1", share.Made!.ShareId, default);
        var (_, ended) = await shares.Make(Clinic.Owner(), "a1", new(null, null, 1, null), Clinic.Asked("o1", "k2"), default);
        clinic.Clock.AdvanceHours(24);

        var costs = new HashSet<(int, int, int)>();
        foreach (var token in (string[])[ShareToken.New(), "x", revoked, ended, ended[..^1]])
        {
            using var count = new StoreCount();
            Assert.Equal(404, (await Clinic.Refused(() => shares.Open(token, Caller.Nobody, null, default))).Status);
            costs.Add((count.JournalQueries, count.JournalAppends, count.Of("documents")));
        }
        Assert.Equal([(1, 0, 2)], costs);
    }

    [Fact]
    public async Task Who_tries_often_waits()
    {
        await using var host = await TestHost.Start(new LocalOptions { WithoutStorage = true, Settings = new Dictionary<string, string?> { ["Shares:PerAddressAMinute"] = "5" } });
        var answers = new List<HttpStatusCode>();
        // One minute may end between two of them: of so many some are over the limit in any case.
        for (var i = 0; i < 20; i++)
        {
            using var answer = await host.Client.GetAsync($"shared/{ShareToken.New()}");
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) Assert.Equal(TimeSpan.FromSeconds(60), answer.Headers.RetryAfter!.Delta);
        }
        Assert.All(answers.Take(5), status => Assert.Equal(HttpStatusCode.NotFound, status));
        Assert.InRange(answers.Count(status => status == HttpStatusCode.TooManyRequests), 10, 15);
    }
}
