using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Journal;
using VetVisits.Records;
using VetVisits.Tests.Journal;

namespace VetVisits.Tests.Records;

public sealed partial class RecordTests
{
    private static readonly AnimalView Misha = AnimalView.Of(new Animal("misha", "olga", "<b>Misha</b>", "cat", null, Sex.Male, true, null, null, [], null, null, new("c", "h")));

    [Property(MaxTest = 30)]
    public bool Pages_put_together_are_the_whole_record(PositiveInt seed, PositiveInt limit)
    {
        var commits = new RecordHistory(seed.Get).Commits(40).OrderBy(c => c.At).ThenBy(c => c.Stream, StringComparer.Ordinal).ThenBy(c => c.Version).ToList();
        var whole = Ids(Page(commits, RecordFilter.All)).ToList();
        var (paged, pages) = (new List<string>(), 0);
        for (RecordFilter? filter = new(Limit: limit.Get % 20 + 1); filter is not null; pages++)
        {
            var page = Page(commits, filter);
            paged.AddRange(Ids(page));
            filter = page.TryGetProperty("next", out var next) ? filter with { After = Place.Parse(next.GetString()!)! } : null;
            if (pages > 100) return false;
        }
        return whole.SequenceEqual(paged) && whole.Count == commits.Sum(c => c.Events.Count);
    }

    [Fact]
    public void A_record_can_be_asked_for_by_kind_and_by_day()
    {
        var commits = new RecordHistory(7).Commits(200);
        var visits = Page(commits, new(Kinds: new HashSet<string> { "visit" })).GetProperty("entries").EnumerateArray().ToList();
        Assert.NotEmpty(visits);
        Assert.All(visits, v => Assert.Equal("visit", v.GetProperty("kind").GetString()));
        var middle = commits[commits.Count / 2].At;
        var (before, after) = (Ids(Page(commits, new(To: middle))).ToList(), Ids(Page(commits, new(From: middle))).ToList());
        Assert.Equal(Ids(Page(commits, RecordFilter.All)), [.. before, .. after]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a cursor")]
    [InlineData("bm90fGE")]
    [InlineData("MjAyNi0wMS0wMVQwMDowMDowMFp8dmlzaXQvYXwx")]
    public void What_is_no_cursor_is_none(string text) => Assert.Null(Place.Parse(text));

    [Fact]
    public async Task Whatever_is_in_a_record_its_page_holds_no_markup_of_others()
    {
        var commits = new List<Commit>();
        foreach (var (n, type) in ProductEvents.All.Where(t => t.Upcast is null).Index())
            commits.Add(new(RecordHistory.Partition, $"one:{n}", 1, default(Instant) + Duration.FromDays(20_000 + n), "vet:v1", null, [Hostile(type)]));
        using var memory = new MemoryStream();
        await using var chronicle = await Chronicle.Open(new Told(commits), "misha", RecordFilter.All, default);
        await new HtmlRecord().Write(PipeWriter.Create(memory, new(leaveOpen: true)), Misha, chronicle, next => $"?cursor=\"{next}", default);
        var page = Encoding.UTF8.GetString(memory.ToArray());

        var tags = Tags().Matches(page).Select(m => m.Groups["name"].Value).ToHashSet();
        Assert.Subset(new HashSet<string> { "!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "article", "time", "small", "dl", "dt", "dd", "nav", "a" }, tags);
        Assert.DoesNotContain("onerror=\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Misha&lt;/b&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_may_load_nothing_but_its_own_style()
    {
        var policy = HtmlRecord.Headers(picturesFrom: null)["Content-Security-Policy"];
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_opens_something_stays_inside_of_every_event()
    {
        foreach (var type in ProductEvents.All.Where(t => t.Upcast is null))
        {
            var shown = Shown.Of(MadeUp.Event(type.Record)).ToString();
            Assert.DoesNotMatch("(?i)\"[a-z]*(token|secret|password|hash)\":", shown);
        }
    }

    [Fact]
    public void Every_kind_has_a_name_and_no_event_is_without_one() =>
        Assert.All(ProductEvents.All.Where(t => t.Upcast is null), t => Assert.Equal(t.Name, Kinds.NameOf(MadeUp.Event(t.Record))));

    private static JsonElement Page(IReadOnlyList<Commit> commits, RecordFilter filter)
    {
        using var memory = new MemoryStream();
        Write().GetAwaiter().GetResult();
        return JsonDocument.Parse(memory.ToArray()).RootElement;

        async Task Write()
        {
            await using var chronicle = await Chronicle.Open(new Told(commits), "misha", filter, default);
            await JsonRecord.Write(PipeWriter.Create(memory, new(leaveOpen: true)), Misha, chronicle, default);
        }
    }

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("id").GetString()!);

    /// <summary>The event with an attack in each of its free texts.</summary>
    private static Event Hostile(EventType type)
    {
        var node = JsonSerializer.SerializeToNode(MadeUp.Event(type.Record), Json.Options)!.AsObject();
        foreach (var (name, value) in node.ToList())
        {
            if (name == "$type" || value?.GetValueKind() != JsonValueKind.String) continue;
            var before = value.GetValue<string>();
            node[name] = "</dd></article><img src=x onerror=alert(1)><script>alert(1)</script>\"'";
            try
            {
                node.Deserialize<Event>(Json.Options);
            }
            catch (Exception refused) when (refused is JsonException or FormatException or ArgumentException or InvalidOperationException)
            {
                // A date or a word of a closed list: it takes no such text.
                node[name] = before;
            }
        }
        return node.Deserialize<Event>(Json.Options)!;
    }

    [GeneratedRegex("</?(?<name>[!a-z0-9]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();
}
