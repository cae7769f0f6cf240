using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Records;

/// <summary>
/// The record as a page to read and print: no script, no file from elsewhere, every text encoded. The policy in its header lets the browser take nothing but the
/// page's own style and the pictures of <paramref name="pictures"/>, so that a text that slipped through could still do nothing.
/// </summary>
/// <param name="pictures">The address of a photo's small picture, where the reader may see it; null for none.</param>
public sealed class HtmlRecord(Func<Commit, Event, CancellationToken, Task<Uri?>>? pictures = null)
{
    public const string ContentType = HtmlPage.ContentType;

    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111}h1{margin-bottom:0}article{border-top:1px solid #ccc;padding:.6rem 0;break-inside:avoid}"
        + "h2{font-size:1rem;margin:0}time,small{color:#555}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 .8rem;margin:.3rem 0 0}dt{color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
        + "img,svg{max-width:100%;height:auto}img{max-width:14rem}@media print{body{margin:0;max-width:none;font-size:11pt}nav{display:none}}";

    /// <param name="picturesFrom">The origin that pictures come from; null where there are none.</param>
    public static IReadOnlyDictionary<string, string> Headers(string? picturesFrom) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Content-Security-Policy"] = HtmlPage.Policy(Style, picturesFrom),
        // The page's address may hold the key to it.
        ["Referrer-Policy"] = "no-referrer",
        ["X-Robots-Tag"] = "noindex",
    };

    public async Task Write(PipeWriter to, AnimalView animal, Chronicle chronicle, Func<string, string>? nextPage, CancellationToken stop)
    {
        Put(to, "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Record of ", Text(animal.Name), "</title><style>", Style, "</style></head><body><h1>", Text(animal.Name), "</h1><p>", Text(Described(animal)), "</p>");
        await to.FlushAsync(stop);
        var (any, pending) = (false, 0);
        var charts = new RecordCharts();
        await foreach (var chapter in chronicle.Read().WithCancellation(stop))
        {
            any = true;
            foreach (var (number, happened) in chapter.Events)
            {
                charts.Add(happened);
                pending += await Article(to, chapter.Commit, number, happened, stop);
            }
            if (pending < StreamedResult.Chunk) continue;
            await to.FlushAsync(stop);
            pending = 0;
        }
        if (!any) Put(to, "<p>Nothing is recorded in this part of the record.</p>");
        foreach (var (title, svg) in charts.Drawn()) Put(to, "<figure><figcaption>", Text(title), "</figcaption>", svg, "</figure>");
        if (chronicle.Next is { } next && nextPage is not null) Put(to, "<nav><a rel=\"next\" href=\"", Text(nextPage(next)), "\">Next page</a></nav>");
        Put(to, "</body></html>");
        await to.FlushAsync(stop);
    }

    private async Task<int> Article(PipeWriter to, Commit commit, int number, Event happened, CancellationToken stop)
    {
        var written = Put(to, "<article id=\"", Text(EntryId.Of(commit, number)), "\"><h2>", Text(Kinds.Title(Kinds.NameOf(happened))), "</h2><time datetime=\"",
            NodaTime.Text.InstantPattern.General.Format(commit.At), "\">", $"{commit.At.InUtc():uuuu-MM-dd HH:mm} UTC", "</time> <small>", Text(commit.By.Split(':')[0]), "</small>");
        if (pictures is not null && await pictures(commit, happened, stop) is { } picture) written += Put(to, "<p><img alt=\"Photo\" src=\"", Text(picture.AbsoluteUri), "\"></p>");
        using var whole = JsonSerializer.SerializeToDocument(happened, Json.Options);
        return written + Members(to, whole.RootElement, depth: 0) + Put(to, "</article>");
    }

    /// <summary>The members of an event as terms and texts, whatever they are: a type that this page never heard of is shown too.</summary>
    private static int Members(PipeWriter to, JsonElement value, int depth)
    {
        var written = Put(to, "<dl>");
        foreach (var member in value.EnumerateObject().Where(m => m.Name != "$type" && !Shown.IsInside(m.Name) && m.Value.ValueKind != JsonValueKind.Null))
        {
            written += Put(to, "<dt>", Text(Words(member.Name)), "</dt><dd>");
            written += Value(to, member.Value, depth + 1) + Put(to, "</dd>");
        }
        return written + Put(to, "</dl>");
    }

    private static int Value(PipeWriter to, JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object when depth < 8 => Members(to, value, depth),
        JsonValueKind.Array when depth < 8 => value.EnumerateArray().Aggregate(0, (written, one) => written + Value(to, one, depth + 1) + Put(to, "\n")),
        JsonValueKind.True => Put(to, "yes"),
        JsonValueKind.False => Put(to, "no"),
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null or JsonValueKind.Undefined or _ => Put(to, Text(value.ToString())),
    };

    private static string Described(AnimalView animal)
    {
        var words = new List<string> { animal.Breed is { } breed ? $"{animal.Species}, {breed}" : animal.Species };
        if (animal.Sex != Sex.Unknown) words.Add(animal.Sex == Sex.Female ? "female" : "male");
        if (animal.Neutered is { } neutered) words.Add(neutered ? "neutered" : "not neutered");
        if (animal.BirthDate is { } born) words.Add($"born {born:uuuu-MM-dd}");
        if (animal.DiedOn is { } died) words.Add($"died {died:uuuu-MM-dd}");
        if (animal.WeightKg is { } weight) words.Add(FormattableString.Invariant($"{weight} kg"));
        if (animal.Conditions.Count > 0) words.Add($"known: {string.Join(", ", animal.Conditions)}");
        return string.Join(" · ", words);
    }

    /// <summary><c>telemedicineSuitable</c> is "telemedicine suitable".</summary>
    private static string Words(string member)
    {
        var words = new StringBuilder(member.Length + 8);
        foreach (var letter in member)
            if (char.IsUpper(letter)) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter);
        return words.ToString().Trim();
    }

    private static string Text(string value) => WebUtility.HtmlEncode(value);

    private static int Put(PipeWriter to, params ReadOnlySpan<string> parts)
    {
        var written = 0;
        foreach (var part in parts) written += (int)Encoding.UTF8.GetBytes(part, to);
        return written;
    }
}
