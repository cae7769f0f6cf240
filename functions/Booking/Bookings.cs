using NodaTime;
using VetVisits.Animals;
using VetVisits.Calls;
using VetVisits.Fees;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Practices;
using VetVisits.Vcpr;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Booking;

/// <summary>
/// Books a visit: one query of the animal's partition, one of the vet's, then the hold and the visit. Everything else (the confirmed slot, views, messages)
/// follows from the journal. A crash between any two steps leaves a hold that lapses by itself, or a visit that stands.
/// </summary>
public sealed class Bookings(
    IJournal journal, Streams streams, Holds holds, Access access, Members members, Cases cases, PhoneBook phones, FeeSettings fees, BookingSettings settings, IClock clock)
{
    private const int MostHolds = 3;

    public async Task<Visit> Book(Caller caller, string animalId, BookVisit body, Asked asked, CancellationToken stop)
    {
        var wanted = Wanted.Of(body, caller.Role);
        var animal = caller.Role == Role.Owner ? await access.Owned(caller, animalId, stop) : await SeenByStaff(caller, animalId, wanted.VetId, stop);
        var now = clock.GetCurrentInstant();
        var visitId = asked.NewId();
        var visitStream = VisitStream.Of(animalId, visitId);
        var ofAnimal = await journal.Read(visitStream.Partition, [.. Intakes.Last24h(now), Relationships.Stream, visitStream.Name], stop);
        var known = ofAnimal.Of(visitStream.Name);
        if (VisitHistory.Before(known, asked) is { } before) return before;

        var intakes = Intakes.From(ofAnimal, now);
        if (BookingRules.Health(animal, intakes, wanted.Service, now) is { } unwell) throw new RefusedException(unwell);
        var intake = BookingRules.Booked(intakes, wanted.IntakeId, now) ?? throw new RefusedException(BookingRules.IntakeNeeded);
        // Read beside the vet's streams, so that nobody waits for it.
        var unreachable = phones.Backup(animal.OwnerId, wanted.BackupPhoneAgreed, stop);
        var ofVet = await journal.Read(Vet.PartitionOf(wanted.VetId), [Offer.Stream, Licences.Stream, .. Slots.DaysAround(wanted.Start).Select(ScheduleStream.Name)], stop);
        var offer = Offer.Fold.Of(ofVet.Of(Offer.Stream));
        var licences = Licences.Fold.Of(ofVet.Of(Licences.Stream));
        var allowed = BookingRules.Check(new(
            animal, intakes, offer, licences, wanted.VetId, wanted.Service, intake.Taken.Region, wanted.Start, now, settings, wanted.Override(caller)));
        if (allowed.Refusal is { } no) throw new RefusedException(no);
        var slot = allowed.Slot!;
        var facts = BookingLaw.Facts(intake, wanted.FollowUpOf);
        var law = await cases.Decide(BookingLaw.Case(
            animal, Relationships.Fold.Of(ofAnimal.Of(Relationships.Stream)), licences, wanted.VetId, wanted.Service, intake.Taken.Region, slot, facts), stop);
        if (!law.Allowed) throw new RefusedException(law.Refusal());
        var terms = fees.Terms(intake.Taken.Region, wanted.Service);
        if (FeeRules.Agreed(terms, wanted.Fee) is { } disagreed) throw new RefusedException(disagreed);
        if (await unreachable is { } phoneless) throw new RefusedException(phoneless);

        IReadOnlyList<Commit>? day = ofVet.Of(ScheduleStream.Name(slot.Day));
        IReadOnlyList<Commit>? history = known;
        var visit = Visit.Fold.Of(known);
        for (var attempt = 1; ; attempt++)
        {
            var hold = Holds.IdFor(visit, asked, wanted.VetId, slot);
            if (await holds.Hold(caller.By, wanted.VetId, new(hold, animalId, visitId, wanted.Service, slot, settings.HoldFor), day, stop) is { } taken)
                throw new RefusedException(taken);
            var booked = new VisitBooked(
                visitId, animalId, animal.OwnerId, wanted.VetId, wanted.Service, animal.Species, intake.Taken.Region, hold, slot.Day, offer.Zone!, slot.Start, slot.End,
                intake.Taken.IntakeId, Standing.MostUrgent(intakes, now)!.Level, wanted.Reason, wanted.BackupPhoneAgreed, allowed.SetAside, LawGiven.Of(law, facts), terms);
            var ran = await streams.Run(visitStream, Visit.Fold, asked, (state, _) => VisitRules.Decide(state, booked), history, stop);
            if (ran is not Ran<Visit>.Refused { Refusal.Code: "hold-lapsed" } || attempt == MostHolds) return ran.OrThrow();
            // The hold was given up while this request slept. Its time may still be free: ask for it again, with what is known now.
            (visit, day, history) = (ran.State, null, null);
        }
    }

    private async Task<Animal> SeenByStaff(Caller caller, string animalId, string vetId, CancellationToken stop)
    {
        var animal = await access.Seen(caller, animalId, stop);
        return await members.WorksWithAny(caller.Id, [vetId], stop) ? animal : throw new RefusedException(Refusal.NotFound("vet of your practice"));
    }
}

/// <summary>A booking as asked for, each member there and of the right form.</summary>
internal sealed record Wanted(
    string IntakeId, string VetId, Instant Start, string Service, string? Reason, bool BackupPhoneAgreed, string? FollowUpOf, string? OverrideReason, AgreedFee? Fee)
{
    /// <exception cref="RefusedException">422 <c>invalid</c> with all that is wrong.</exception>
    public static Wanted Of(BookVisit body, Role role)
    {
        var problems = new Problems();
        var wanted = new Wanted(
            body.IntakeId is null ? "" : problems.Id("/intakeId", body.IntakeId),
            problems.Id("/vetId", body.VetId),
            OverrideReasons.Start(problems, body.Start),
            problems.OneOf("/service", body.Service, CareServices.All),
            problems.TextOrNull("/reason", body.Reason, 2000),
            body.BackupPhoneAgreed,
            body.FollowUpOf is null ? null : problems.Id("/followUpOf", body.FollowUpOf),
            OverrideReasons.Of(problems, body.Override, role),
            body.Fee);
        problems.ThrowIfAny();
        return wanted;
    }

    public RuleOverride? Override(Caller caller) => OverrideReason is null ? null : new(caller.By, OverrideReason, []);
}

internal static class OverrideReasons
{
    /// <summary>The reason of an override that staff ask for; it is kept in the visit's history.</summary>
    public static string? Of(Problems problems, OverrideAsked? asked, Role role)
    {
        if (asked is null) return null;
        problems.If(role != Role.Staff, "/override", "Only staff of the vet's practice can set rules aside.");
        return problems.Text("/override/reason", asked.Reason, 500);
    }

    public static Instant Start(Problems problems, Instant? start)
    {
        problems.If(start is null, "/start", "An RFC 3339 time, such as 2026-11-23T17:30:00Z.");
        // Far enough from the ends of time that adding days cannot overflow.
        problems.If(start is { } given && (given < Instant.FromUtc(2000, 1, 1, 0, 0) || given > Instant.FromUtc(2200, 1, 1, 0, 0)), "/start", "A time of this age.");
        return start ?? default;
    }
}
