using NodaTime;
using VetVisits.Animals;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>All that decides whether a visit may be booked or moved, as it was read.</summary>
/// <param name="Override">What staff may set aside; null for everybody else.</param>
public sealed record BookingFacts(
    Animal Animal, Intakes Intakes, Offer Offer, Licences Licences, string VetId, string Service, string Region, Instant Start, Instant Now,
    BookingSettings Settings, RuleOverride? Override = null);

/// <summary>
/// What stands between an animal and a booking, most urgent first: an emergency is told to go, whatever else is wrong with the request.
/// The law has a rule of its own, and whether the time is free is the day's to say.
/// </summary>
public static class BookingRules
{
    /// <summary>The rules that staff of the vet's practice may set aside with a reason: those that protect the vet's time. None protects an animal or is law.</summary>
    public const string MinimumNotice = "minimum-notice";
    public const string OutsideHours = "outside-hours";

    private static readonly string[] InPersonInstead = ["in-person", "teletriage"];

    /// <summary>The slot as the offer cuts it with the rules that were set aside for it, or why not.</summary>
    public static Allowed Check(BookingFacts facts)
    {
        if (Health(facts.Animal, facts.Intakes, facts.Service, facts.Now) is { } unwell) return new(unwell);
        if (!facts.Offer.Serves(facts.Animal.Species, facts.Service)) return new(NotOffered(facts));
        var regular = Slots.At(facts.Offer, facts.Start);
        var slot = regular ?? (facts.Override is null ? null : Slots.Outside(facts.Offer, facts.Start));
        if (slot is null) return new(NoSlot);
        if (facts.Start <= facts.Now) return new(Refusal.Invalid("in-the-past", "This time has passed. Choose a later start."));
        if (facts.Start > facts.Now + Duration.FromDays(facts.Settings.HorizonDays + 1))
            return new(Refusal.Invalid("too-far-ahead", $"Visits are booked up to {facts.Settings.HorizonDays} days ahead."));
        var soon = facts.Start < facts.Now + Duration.FromMinutes(facts.Offer.MinimumNoticeMinutes);
        if (soon && facts.Override is null)
            return new(Refusal.Invalid(MinimumNotice, $"This vet asks for {facts.Offer.MinimumNoticeMinutes} minutes notice. Choose a later start."));
        if (!facts.Licences.ValidOn(facts.Region, slot.Day)) return new(NotLicensed(facts.Region));
        string[] setAside = [.. regular is null ? [OutsideHours] : Array.Empty<string>(), .. soon ? [MinimumNotice] : Array.Empty<string>()];
        return new(null, slot, setAside.Length == 0 ? null : facts.Override! with { Rules = setAside });
    }

    /// <summary>What the animal's state says: emergencies go, treatment needs an animal that can be treated at a distance.</summary>
    public static Refusal? Health(Animal animal, Intakes intakes, string service, Instant now)
    {
        if (animal.DiedOn is not null) return Refusal.Invalid("animal-died", "The record says that this animal has died; nothing can be booked for it.");
        var counting = Standing.Counting(intakes, now).ToList();
        if (counting is [{ Taken.Answer.Level: var level } worst, ..] && level.IsEmergency()) return Emergency(worst);
        // What needs hands needs them also while something else is more urgent.
        return service != "teletriage" && counting.Find(one => !one.Taken.Answer.TelemedicineSuitable) is { } hands ? InPerson(hands) : null;
    }

    /// <summary>The intake that the owner books on, if it counts.</summary>
    public static Intakes.One? Booked(Intakes intakes, string intakeId, Instant now) =>
        intakes.ById.GetValueOrDefault(intakeId) is { Closed: null } one && one.At > now - Duration.FromHours(24) ? one : null;

    public static Refusal IntakeNeeded { get; } = Refusal.Invalid(
        "intake-needed",
        "Tell us first how the animal is today: POST /api/animals/{id}/intakes, then book with its intakeId. An intake counts for 24 hours.");

    public static Refusal NotLicensed(string region) => Refusal.Invalid(
        "not-licensed",
        $"This vet holds no verified licence for {region} on that day. GET /api/openings?region={region} shows vets who do.");

    private static Refusal NoSlot { get; } = Refusal.Invalid(
        OutsideHours,
        "The vet has no visit beginning at this time. GET /api/openings shows the times that can be booked.");

    private static Refusal NotOffered(BookingFacts facts) => Refusal.Invalid(
        "not-offered",
        $"This vet does not offer {facts.Service} for this species. GET /api/openings?service={facts.Service}&species={facts.Animal.Species} shows vets who do.");

    private static Refusal Emergency(Intakes.One intake) => new(
        422,
        "emergency",
        EmergencyView.Go,
        Why(intake));

    private static Refusal InPerson(Intakes.One intake) => new(
        422,
        "in-person-needed",
        NextStep.NeedsHands,
        new Dictionary<string, object?>(Why(intake), StringComparer.Ordinal) { ["instead"] = InPersonInstead });

    /// <summary>What to do until a vet takes over, most urgent first.</summary>
    public static IReadOnlyList<string> DoNow(Intakes.One intake) =>
        intake.Taken.Answer.Next is [{ OnTheWay: { } steps }, ..] ? steps : [.. intake.Taken.Answer.Reasons.OrderBy(r => r.Level).Select(r => r.Advice).Distinct()];

    private static Dictionary<string, object?> Why(Intakes.One intake) => new(StringComparer.Ordinal)
    {
        ["intakeId"] = intake.Taken.IntakeId,
        ["level"] = intake.Taken.Answer.Level.Id(),
        ["ownerText"] = intake.Taken.Answer.OwnerText,
        ["doNow"] = DoNow(intake),
        ["reasons"] = intake.Taken.Answer.Reasons,
    };
}

/// <summary>The slot that may be held, or the refusal. <c>SetAside</c> is what staff overrode for it.</summary>
public sealed record Allowed(Refusal? Refusal, Opening? Slot = null, RuleOverride? SetAside = null);
