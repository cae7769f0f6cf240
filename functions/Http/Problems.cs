using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using VetVisits.Journal;

namespace VetVisits.Http;

/// <summary>One thing that is wrong with a body: where (a JSON pointer, RFC 6901) and what to change.</summary>
public sealed record Problem([property: JsonPropertyName("pointer")] string At, string Detail);

/// <summary>
/// Collects everything that is wrong with a body, so that the caller hears it all at once: 422 with the list in <c>errors</c>.
/// Each check answers the checked value, or a stand-in that is never used because <see cref="ThrowIfAny"/> ends the request.
/// </summary>
public sealed partial class Problems
{
    /// <summary>The code of a refusal that lists what is wrong with a body.</summary>
    public const string Code = "invalid";

    private readonly List<Problem> found = [];

    public IReadOnlyList<Problem> Found => found;

    public void Add(string at, string detail) => found.Add(new(at, detail));

    /// <summary>Adds the problem when it is one.</summary>
    public void If(bool wrong, string at, string detail)
    {
        if (wrong) Add(at, detail);
    }

    /// <summary>A text that must be there, trimmed; no control characters but line ends and tabs.</summary>
    public string Text(string at, string? value, int most)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(at, "Say something here; it must not be empty.");
        return TextOrNull(at, value, most) ?? "";
    }

    /// <summary>A text that may be missing; blank is as good as missing.</summary>
    public string? TextOrNull(string at, string? value, int most)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var text = value.Trim();
        If(text.Length > most, at, $"At most {most} characters.");
        If(text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')), at, "No control characters.");
        return text;
    }

    /// <summary>One of the words that are known here.</summary>
    public string OneOf(string at, string? value, IReadOnlyCollection<string> known)
    {
        If(value is null || !known.Contains(value), at, $"One of: {string.Join(", ", known)}.");
        return value ?? "";
    }

    /// <summary>Each one of the known words, none twice.</summary>
    public IReadOnlyList<string> SomeOf(string at, IReadOnlyList<string?>? values, IReadOnlyCollection<string> known)
    {
        values ??= [];
        for (var i = 0; i < values.Count; i++) OneOf($"{at}/{i}", values[i], known);
        If(values.Distinct().Count() != values.Count, at, "Name each once.");
        return [.. values.OfType<string>()];
    }

    /// <summary>An ISO 3166-2 subdivision such as <c>US-CA</c>, or a country's two letters where the country is one region of law (<c>GB</c>).</summary>
    public string Region(string at, string? value)
    {
        If(value is null || !Regions().IsMatch(value), at, "An ISO 3166-2 code such as US-CA, or a country such as GB.");
        return value ?? "";
    }

    /// <summary>An id as the product makes and accepts them: safe in names and in paths.</summary>
    public string Id(string at, string? value)
    {
        If(!Ids.Allows(value), at, $"An id: 1 to {Ids.MaxLength} letters, digits, '.', '_' or '-'.");
        return value ?? "";
    }

    public string? PhoneOrNull(string at, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        If(!Phones().IsMatch(value), at, "A phone number in E.164: a plus sign and 7 to 15 digits, such as +14155550123.");
        return value;
    }

    public string? EmailOrNull(string at, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        If(value.Length > 254 || !Emails().IsMatch(value), at, "An e-mail address.");
        return value;
    }

    public string? ZoneOrNull(string at, string? value)
    {
        if (value is null) return null;
        If(DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is null, at, "An IANA time zone such as America/New_York.");
        return value;
    }

    /// <summary>A wall-clock time of whole minutes, <c>HH:mm</c>.</summary>
    public LocalTime Time(string at, string? value)
    {
        var parsed = value is null ? null : TimePattern.Parse(value);
        If(parsed is not { Success: true }, at, "A time of day as HH:mm, such as 09:30.");
        return parsed is { Success: true } ? parsed.Value : default;
    }

    public int Between(string at, int? value, int least, int most)
    {
        If(value is null || value < least || value > most, at, string.Create(CultureInfo.InvariantCulture, $"A whole number from {least} to {most}."));
        return value ?? least;
    }

    public void ThrowIfAny()
    {
        if (found.Count > 0) throw new RefusedException(Refusal());
    }

    public Refusal Refusal() => new(422, Code, "The body is JSON but says something that cannot be. Each entry of errors names the place and what to change.",
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = found });

    public static LocalTimePattern TimePattern { get; } = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    [GeneratedRegex(@"^[A-Z]{2}(-[A-Z0-9]{1,3})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Regions();

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Phones();

    // Only what every mail system demands: one @, something on both sides, a dot in the domain, no spaces or angle brackets.
    [GeneratedRegex(@"^[^@\s<>""]+@[^@\s<>""]+\.[^@\s<>"".]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Emails();
}

/// <summary>Ids of people and things as they come in paths and bodies.</summary>
public static class Ids
{
    public const int MaxLength = 100;

    /// <summary>Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>: a part of every name, so <c>:</c> and <c>~</c> stay free to join parts.</summary>
    public static bool Allows(string? value) =>
        value is { Length: > 0 and <= MaxLength } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>The id, or the 404 that an id nobody could have deserves.</summary>
    public static string Of(string what, string value) => Allows(value) ? value : throw new RefusedException(Refusal.NotFound(what));
}
