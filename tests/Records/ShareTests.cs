using System.Net;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Outreach;
using VetVisits.Records;
using VetVisits.Records.Sharing;

namespace VetVisits.Tests.Records;

/// <summary>The rules of a share, given what happened.</summary>
public sealed class ShareTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 22, 12, 0);
    private static readonly ShareMade Made = new("s1", "olga", ShareToken.Hash("token"), null, null, Noon + Duration.FromDays(14), 3);

    [Fact]
    public void A_share_is_open_until_it_ends_is_called_back_or_is_used_up()
    {
        Assert.True(Given(Made).OpenAt(Noon));
        Assert.False(Given(Made).OpenAt(Noon + Duration.FromDays(14)));
        Assert.False(Given(Made, new ShareRevoked()).OpenAt(Noon));
        Assert.False(Given(Made, Viewed(), Viewed(), Viewed()).OpenAt(Noon));
        Assert.False(Share.Fold.Start.OpenAt(Noon));
    }

    [Fact]
    public void The_owner_is_told_of_a_view_and_not_of_each_one_within_the_hour()
    {
        var first = Assert.IsType<ShareViewed>(Assert.Single(Assert.IsType<Decision.Happened>(Share.Decide(Given(Made), Noon, "203.0.113.0/24", null)).Events));
        Assert.True(first.Tells);
        var share = Given(Made, first);
        Assert.False(View(share, Noon + Duration.FromMinutes(59)).Tells);
        Assert.True(View(share, Noon + Duration.FromMinutes(60)).Tells);
    }

    [Fact]
    public void A_closed_share_is_the_same_404_whatever_closed_it()
    {
        var refusals = new[] { Given(Made, new ShareRevoked()), Given(Made, Viewed(), Viewed(), Viewed()), Share.Fold.Start }
            .Select(s => Assert.IsType<Decision.Refused>(Share.Decide(s, Noon, null, null)).Refusal)
            .Append(Assert.IsType<Decision.Refused>(Share.Decide(Given(Made), Noon + Duration.FromDays(15), null, null)).Refusal);
        Assert.Single(refusals.Distinct());
    }

    [Fact]
    public void Only_a_share_of_the_whole_record_lets_a_vet_in()
    {
        Assert.True(Given(Made).LetsIn);
        Assert.False(Given(Made with { Kinds = ["photo"] }).LetsIn);
        Assert.False(Given(Made with { From = new LocalDate(2026, 1, 1) }).LetsIn);
        Assert.False(Given(Made, new ShareRevoked()).LetsIn);
    }

    [Fact]
    public void What_owner_and_vet_wrote_to_each_other_is_in_no_share()
    {
        var scope = Given(Made with { Kinds = ["visit", "message"] }).Scope;
        Assert.Contains("message", scope.Without!);
        Assert.True(Share.MostViewsEver + Share.MostAnswers + Share.MostTokens + 2 < 500, "a stream holds 500 commits");
    }

    [Fact]
    public void Tokens_are_256_bits_and_never_the_same()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => ShareToken.New()).ToList();
        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.All(tokens, t => Assert.Equal(43, t.Length));
    }

    [Fact]
    public void Too_many_requests_of_one_address_or_for_one_link_are_refused_and_a_minute_later_are_not()
    {
        var clock = new NodaTime.Testing.FakeClock(Noon);
        var limits = new ShareLimits(new ShareSettings(PerAddressAMinute: 3, PerTokenAMinute: 5), clock);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(n => limits.Allowed("203.0.113.7", $"token {n}")));
        Assert.Equal([true, true, true, true, true, false], Enumerable.Range(0, 6).Select(n => limits.Allowed($"198.51.100.{n}", "one token")));
        clock.AdvanceMinutes(1);
        Assert.True(limits.Allowed("203.0.113.7", "one token"));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    public void Where_somebody_looked_from_is_a_network_and_nobodys_address(string address, string kept) => Assert.Equal(kept, Audit.Coarse(IPAddress.Parse(address)));

    [Fact]
    public async Task The_owner_hears_of_a_view_once_with_ids_alone_and_always_under_the_same_id()
    {
        var commits = new[] { Commit(1, Made), Commit(2, new ShareViewed("203.0.113.0/24", null, Tells: true)), Commit(3, new ShareViewed(null, null, Tells: false)) };
        var tellings = new ShareTellings(new Told(commits));
        var told = new List<OwnerMessage>();
        foreach (var commit in commits.Concat(commits).Where(tellings.Concerns)) told.AddRange(await tellings.From(commit, default));
        var message = Assert.Single(told.Distinct());
        Assert.Equal((OwnerTemplate.ShareViewed, "olga", "misha"), (message.Template, message.OwnerId, message.AnimalId));
    }

    private static Commit Commit(int version, Event happened) => new(RecordHistory.Partition, "share:s1", version, Noon, "share:s1", null, [happened]);

    private static ShareViewed Viewed() => new(null, null, Tells: false);

    private static ShareViewed View(Share share, Instant at) => (ShareViewed)((Decision.Happened)Share.Decide(share, at, null, null)).Events[0];

    private static Share Given(params Event[] events) => events.Aggregate(Share.Fold.Start, (share, happened) => Share.Fold.Evolve(share, happened, Noon));
}
