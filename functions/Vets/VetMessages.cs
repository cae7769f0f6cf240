using NodaTime;
using NodaTime.Text;
using VetVisits.Http;

namespace VetVisits.Vets;

/// <summary>What a vet says of themself and offers.</summary>
public sealed record VetProfile(
    string? Name, string? Phone, string? Email, IReadOnlyList<string?>? Languages, string? About, IReadOnlyList<string?>? Species, IReadOnlyList<string?>? Services)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public (Vet Vet, OfferChanged Offer) Checked(string vetId)
    {
        var problems = new Problems();
        var vet = new Vet(
            vetId, problems.Text("/name", Name, 120), problems.PhoneOrNull("/phone", Phone), problems.EmailOrNull("/email", Email),
            [.. (Languages ?? ["en"]).Select((l, i) => problems.Text($"/languages/{i}", l, 12))], problems.TextOrNull("/about", About, 2000));
        problems.If(vet.Languages.Count > 10, "/languages", "At most 10.");
        var offer = new OfferChanged(problems.SomeOf("/species", Species, Animals.Species.All), problems.SomeOf("/services", Services, CareServices.All));
        problems.ThrowIfAny();
        return (vet, offer);
    }
}

/// <summary>A vet's hours as they go over HTTP: times of day as <c>HH:mm</c> in the zone; <c>to</c> 00:00 is the midnight that ends the day.</summary>
public sealed record AvailabilityProfile(
    string? Zone, IReadOnlyList<WeeklyTimes?>? Weekly, IReadOnlyList<DayTimes?>? Exceptions, int? SlotMinutes, int? BufferMinutes, int? MinimumNoticeMinutes)
{
    private const int MostWeekly = 70;
    private const int MostExceptions = 400;

    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public AvailabilityChanged Checked()
    {
        var problems = new Problems();
        var weekly = Weekly ?? [];
        var exceptions = Exceptions ?? [];
        problems.If(weekly.Count > MostWeekly, "/weekly", $"At most {MostWeekly}.");
        problems.If(exceptions.Count > MostExceptions, "/exceptions", $"At most {MostExceptions}.");
        problems.If(Zone is null, "/zone", "An IANA time zone such as America/New_York.");
        var changed = new AvailabilityChanged(
            problems.ZoneOrNull("/zone", Zone) ?? "",
            [.. weekly.Select((w, i) => Weekday(problems, $"/weekly/{i}", w)).OrderBy(w => w.Day).ThenBy(w => w.Hours.From)],
            [.. exceptions.Select((e, i) => Day(problems, $"/exceptions/{i}", e)).OrderBy(e => e.Date)],
            problems.Between("/slotMinutes", SlotMinutes ?? 20, 5, 240),
            problems.Between("/bufferMinutes", BufferMinutes ?? 5, 0, 120),
            problems.Between("/minimumNoticeMinutes", MinimumNoticeMinutes ?? 60, 0, 7 * 24 * 60));
        foreach (var day in changed.Weekly.GroupBy(w => w.Day))
            NoneOverlap(problems, "/weekly", [.. day.Select(w => w.Hours)]);
        problems.If(changed.Exceptions.Select(e => e.Date).Distinct().Count() != changed.Exceptions.Count, "/exceptions", "Name each date once.");
        problems.ThrowIfAny();
        return changed;
    }

    private static WeeklyHours Weekday(Problems problems, string at, WeeklyTimes? times)
    {
        problems.If(times?.Day is null or IsoDayOfWeek.None, $"{at}/day", "One of: monday, tuesday, wednesday, thursday, friday, saturday, sunday.");
        return new(times?.Day ?? IsoDayOfWeek.None, Span(problems, at, times?.From, times?.To));
    }

    private static DayHours Day(Problems problems, string at, DayTimes? times)
    {
        problems.If(times?.Date is null, $"{at}/date", "A date as yyyy-MM-dd.");
        Hours[] hours = [.. (times?.Hours ?? []).Select((h, i) => Span(problems, $"{at}/hours/{i}", h?.From, h?.To)).OrderBy(h => h.From)];
        problems.If(hours.Length > 10, $"{at}/hours", "At most 10.");
        NoneOverlap(problems, $"{at}/hours", hours);
        return new(times?.Date ?? default, hours);
    }

    private static Hours Span(Problems problems, string at, string? from, string? to)
    {
        var hours = new Hours(problems.Time($"{at}/from", from), problems.Time($"{at}/to", to));
        problems.If(hours.FromMinute >= hours.ToMinute, $"{at}/to", "Later than from; hours that cross midnight are two entries, the first ending at 00:00.");
        return hours;
    }

    private static void NoneOverlap(Problems problems, string at, IReadOnlyList<Hours> ordered) =>
        problems.If(ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.FromMinute < pair.First.ToMinute), at, "Hours of one day must not overlap.");
}

public sealed record WeeklyTimes(IsoDayOfWeek? Day, string? From, string? To);

public sealed record DayTimes(LocalDate? Date, IReadOnlyList<Times?>? Hours);

public sealed record Times(string? From, string? To)
{
    private static readonly LocalTimePattern Written = Problems.TimePattern;

    public static Times Of(Hours hours) => new(Written.Format(hours.From), Written.Format(hours.To));
}

/// <summary>A licence that an admin saw in the register.</summary>
public sealed record VerifyLicence(string? Region, string? Number, LocalDate? ValidUntil)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public LicenceVerified Checked(LocalDate today)
    {
        var problems = new Problems();
        var region = problems.Region("/region", Region);
        problems.If(region is "US" or "CA" or "AU", "/region", "Vets are licensed here by state or province: name it, such as US-CA.");
        var number = problems.Text("/number", Number, 40);
        problems.If(ValidUntil is null, "/validUntil", "The last day on which the licence holds, as yyyy-MM-dd.");
        problems.If(ValidUntil < today.PlusDays(-1), "/validUntil", "This licence has lapsed already.");
        problems.If(ValidUntil > today.PlusYears(20), "/validUntil", "No register gives a licence for more than 20 years; look at the year again.");
        problems.ThrowIfAny();
        return new(region, number, ValidUntil!.Value);
    }
}

public sealed record RevokeLicence(RevocationReason? Reason);

public sealed record LicenceList(IReadOnlyList<Licence> Licences)
{
    public static LicenceList Of(Licences licences) => new([.. licences.ByRegion.Values.OrderBy(l => l.Region, StringComparer.Ordinal)]);
}

/// <summary>A vet as the vet sees it: profile, offer and hours.</summary>
public sealed record VetView(
    string Id, string? Name, string? Phone, string? Email, IReadOnlyList<string> Languages, string? About,
    IReadOnlyList<string> Species, IReadOnlyList<string> Services, AvailabilityView? Availability)
{
    public static VetView Of(string id, Vet? vet, Offer offer) =>
        new(id, vet?.Name, vet?.Phone, vet?.Email, vet?.Languages ?? [], vet?.About, offer.Species, offer.Services, AvailabilityView.Of(offer));
}

/// <summary>A vet as everybody who is signed in may see it; where the vet is licensed helps an owner to choose.</summary>
public sealed record VetCard(
    string Id, string Name, IReadOnlyList<string> Languages, string? About, IReadOnlyList<string> Species, IReadOnlyList<string> Services, IReadOnlyList<string> Regions)
{
    public static VetCard Of(Vet vet, Offer offer, Licences licences, LocalDate today) =>
        new(vet.Id, vet.Name, vet.Languages, vet.About, offer.Species, offer.Services,
            [.. licences.ByRegion.Values.Where(l => l.ValidOn(today)).Select(l => l.Region).Order(StringComparer.Ordinal)]);
}

public sealed record AvailabilityView(
    string Zone, IReadOnlyList<WeeklyTimes> Weekly, IReadOnlyList<DayTimes> Exceptions, int SlotMinutes, int BufferMinutes, int MinimumNoticeMinutes)
{
    public static AvailabilityView? Of(Offer offer) => offer.Zone is null ? null : new(
        offer.Zone,
        [.. offer.Weekly.Select(w => (w.Day, Times: Times.Of(w.Hours))).Select(w => new WeeklyTimes(w.Day, w.Times.From, w.Times.To))],
        [.. offer.Exceptions.Select(e => new DayTimes(e.Date, [.. e.Hours.Select(Times.Of)]))],
        offer.SlotMinutes, offer.BufferMinutes, offer.MinimumNoticeMinutes);
}
