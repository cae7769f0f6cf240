using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Intake;

/// <summary>What an owner of this species can report and measure.</summary>
public sealed record SignPage(string Species, string RulesHash, IReadOnlyList<SignQuestion> Signs, IReadOnlyList<VitalQuestion> Vitals);

/// <param name="AsksDuration">Whether <c>durationHours</c> can change the answer.</param>
/// <param name="Facts">What else can change it.</param>
public sealed record SignQuestion(string Id, string Category, string Question, bool AsksDuration, IReadOnlyList<FactQuestion> Facts);

/// <param name="Type"><c>number</c>, <c>yes-no</c> or <c>words</c>.</param>
/// <param name="Values">Words that rules know; others are taken too and count as other.</param>
public sealed record FactQuestion(string Name, string Type, string? Unit = null, IReadOnlyList<string>? Values = null);

/// <param name="Normal">The published range of grown animals, where one is known.</param>
public sealed record VitalQuestion(string Name, string Unit, string How, double Least, double Most, NormalRange? Normal);

public sealed record NormalRange(double Low, double High);

/// <summary>The sign pages of all species as bytes, made once for a language: they change only with the rule data.</summary>
public sealed class SignPages(TriageRules rules)
{
    private readonly FrozenDictionary<Language, Lazy<FrozenDictionary<string, Page>>> pages = Enum.GetValues<Language>().ToFrozenDictionary(
        language => language,
        language => new Lazy<FrozenDictionary<string, Page>>(() =>
            Species.All.ToFrozenDictionary(species => species, species => Page.Of(Make(rules, species, rules.In(language))), StringComparer.Ordinal)));

    /// <exception cref="RefusedException">422 <c>invalid</c>: no such species.</exception>
    public IResult For(StringValues species, Translation spoken)
    {
        if (species.Count == 1 && pages[spoken.Language].Value.TryGetValue(species[0] ?? "", out var page)) return page;
        var problems = new Problems();
        problems.OneOf("?species", null, Species.All);
        throw new RefusedException(problems.Refusal());
    }

    internal static SignPage Make(TriageRules rules, string species, Translation spoken)
    {
        var grown = rules.VitalRules.Ranges(species);
        return new(
            species, rules.Hash,
            [.. rules.File.Signs.Where(s => s.Species.Contains(species)).Select(Question)],
            [.. VitalKind.All.Select(k => new VitalQuestion(k.Name, spoken.Of(k.Unit), spoken.Of(k.How), k.Least, k.Most, grown.TryGetValue(k.Vital, out var r) ? new(r.Low, r.High) : null))]);

        SignQuestion Question(SignRow sign)
        {
            var keys = sign.Modifiers.SelectMany(m => m.When).ToList();
            var facts = keys.Select(k => FactOf(k.Key, keys, spoken)).OfType<FactQuestion>().DistinctBy(f => f.Name).ToList();
            if (facts.Exists(f => f.Name == "theobromine_mg_per_kg")) facts.Add(new("chocolate_kind", "words", Values: [.. rules.File.Meta.DerivedFacts["theobromine_mg_per_kg"].MgPerGram!.Keys]));
            if (facts.Exists(f => f.Name is "theobromine_mg_per_kg" or "grams_per_kg")) facts.Add(new("grams", "number", "g"));
            return new(sign.Id, sign.Category, spoken.Of(sign.Question), keys.Exists(k => k.Key.StartsWith("duration_", StringComparison.Ordinal)), facts);
        }
    }

    private static FactQuestion? FactOf(string key, List<KeyValuePair<string, JsonElement>> keys, Translation spoken)
    {
        var name = key.EndsWith("_min", StringComparison.Ordinal) || key.EndsWith("_max", StringComparison.Ordinal) ? key[..^4] : key;
        return FactNames.KindOf(name) switch
        {
            FactKind.Number when name is not "duration_hours" => new(name, "number", spoken.Of(FactNames.UnitOf(name))),
            FactKind.YesNo => new(name, "yes-no"),
            FactKind.Words => new(name, "words", Values: [.. keys.Where(k => k.Key == key).SelectMany(k => k.Value.EnumerateArray()).Select(v => v.GetString()!).Distinct()]),
            _ => null,
        };
    }

    /// <summary>One answer, ready to send: the same bytes for everybody, with an ETag that only new rule data changes.</summary>
    private sealed class Page(byte[] json, string etag) : IResult
    {
        public static Page Of(SignPage page)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(page, Json.Options);
            return new(json, $"\"{Bodies.HashOf(json)}\"");
        }

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.ETag = etag;
            response.Headers.CacheControl = "public, max-age=300";
            if (httpContext.Request.Headers.IfNoneMatch.Any(v => v is not null && (v == "*" || v.Contains(etag, StringComparison.Ordinal))))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = json.Length;
            return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
        }
    }
}
