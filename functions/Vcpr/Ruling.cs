using System.Globalization;
using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>
/// A row made ready to decide by: how far it may be relied on, what then follows, and the citations that every answer will need.
/// What is doubtful becomes strict here, once, so that no rule further on has to remember to doubt.
/// </summary>
public sealed class Ruling
{
    /// <summary>A null recency is this long, a house rule: the common figure of the laws that name one.</summary>
    public const int HouseRecencyMonths = 12;

    /// <summary>An emergency start without a number in its text must be followed by hands within this many days, a house rule: the shortest that any law read names.</summary>
    public const int HouseEmergencyDays = 7;

    public Ruling(string region, Row? row, LawKnown known, LocalDate? inForceSince)
    {
        (Region, Row, Known, InForceSince) = (region, row, known, inForceSince);
        Relied = known is LawKnown.Known or LawKnown.Undated ? row : null;
        Opens = known == LawKnown.Known && row!.RecommendedDefault == ProductDefault.AllowWithLimits
            && row.Verified("electronic_vcpr") && row.ElectronicVcpr is ElectronicStart.SynchronousVideo or ElectronicStart.AnyElectronic;
        Continues = Relied?.Verified("continue_existing_by_telemedicine") is true ? Relied.ContinueExistingByTelemedicine : null;
        RecencyMonths = RecencyOf(row, Relied);
        Emergency = Relied?.EmergencyStart;
        ExcludedUses = row?.ExcludedUses ?? [];
        IsUs = region == "US" || region.StartsWith("US-", StringComparison.Ordinal);
        Recency = row?.InPersonRecencyMonths is null || known is LawKnown.NoRow or LawKnown.NotInForce
            ? House("in_person_recency_months")
            : Cite("in_person_recency_months");
    }

    public string Region { get; }

    /// <summary>The row as it stands in the file; null where the file has none.</summary>
    public Row? Row { get; }

    /// <summary>The row, where it may be relied on for more than its restrictions.</summary>
    public Row? Relied { get; }

    public LawKnown Known { get; }

    public LocalDate? InForceSince { get; }

    public bool IsUs { get; }

    /// <summary>Whether a visit may begin the relationship electronically.</summary>
    public bool Opens { get; }

    /// <summary>Whether telemedicine may go on in a relationship; null: the same complaint only.</summary>
    public bool? Continues { get; }

    public int RecencyMonths { get; }

    public EmergencyStart? Emergency { get; }

    public IReadOnlyList<AnimalUse> ExcludedUses { get; }

    public Citation Recency { get; }

    /// <summary>The row, cited for one field.</summary>
    public Citation Cite(string field) => Row is null
        ? new(CitationKind.Unknown, null, field, null, null, null, null, Verified: false)
        : new(Known is LawKnown.Known or LawKnown.Undated ? CitationKind.Law : CitationKind.Unknown,
            Region, field, Row.Instrument, Row.Source, Row.SourceAsOf, Row.EffectiveDate, Row.Verified(field));

    public static Citation House(string field) => new(CitationKind.HouseRule, null, field, null, null, null, null);

    /// <summary>Since when a row counts: its own date, or else the end of the period that its source speaks for, never after the data was put together.</summary>
    public static LocalDate? Since(Row row, LocalDate compiled) =>
        row.EffectiveDate ?? (DateOf(row.SourceAsOf) ?? DateOf(row.Checked?.Split(' ')[0])) switch
        {
            { } date => LocalDate.Min(date, compiled),
            null => null,
        };

    // "2024" → 31 December 2024; "2024-02" → 29 February 2024; anything else says nothing.
    private static LocalDate? DateOf(string? asOf)
    {
        var parts = asOf?.Split('-') ?? [];
        if (parts.Length is 0 or > 3 || !parts.All(p => p.All(char.IsAsciiDigit)) || parts[0].Length != 4) return null;
        var numbers = parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return numbers switch
        {
            [var y] => new LocalDate(y, 12, 31),
            [var y, >= 1 and <= 12 and var m] => new LocalDate(y, m, 1).With(DateAdjusters.EndOfMonth),
            [var y, >= 1 and <= 12 and var m, >= 1 and var d] when d <= CalendarSystem.Iso.GetDaysInMonth(y, m) => new LocalDate(y, m, d),
            _ => null,
        };
    }

    private static int RecencyOf(Row? row, Row? relied) => (row?.InPersonRecencyMonths, relied) switch
    {
        // A longer figure counts only where it was seen in a text that may be relied on.
        ({ } months, { } sure) when sure.Verified("in_person_recency_months") => months,
        ({ } months, _) => Math.Min(months, HouseRecencyMonths),
        (null, _) => HouseRecencyMonths,
    };
}
