using NodaTime;
using VetVisits.Booking;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Journal;
using VetVisits.Triage;

namespace VetVisits.Visits;

/// <summary>
/// The owner arrives. What is reported now is taken as an intake of the visit, so that an emergency also stands in the way of any other booking; an emergency
/// that was reported since the booking stops the visit as well.
/// </summary>
public sealed class CheckIns(VisitDoor door, VisitCommands visits, IntakeDesk desk, BookingSettings settings, IDocuments documents, IClock clock)
{
    public async Task<Visit> CheckIn(Caller owner, string animalId, string visitId, CheckInVisit body, Asked asked, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        var found = await door.Act(owner, animalId, visitId, stop, [.. Intakes.Last24h(now)]);
        if (VisitHistory.Before(found.History, asked) is { } before) return before;
        // A visit that is over takes no answers any more; one that is early does, for an emergency cannot wait.
        if (found.Visit.Status is not (VisitStatus.Waiting or VisitStatus.Booked or VisitStatus.CheckedIn)
            && VisitRules.CheckIn(found.Visit, CheckInFinding.Well, settings, now) is Decision.Refused over) throw new RefusedException(over.Refusal);
        if (body.Signs is null)
        {
            var problems = new Problems();
            problems.Add("/signs", "Say which red flags there are now, as in an intake; an empty list when there is none.");
            problems.ThrowIfAny();
        }
        var reported = body is { Signs: [], Vitals: null } ? null : await Take(owner, found.Visit, body, asked, stop);
        var finding = Finding(found, reported, now);
        // An emergency waits for no form: what the safety answers lack is asked for only where the visit can go on.
        var safety = finding.Emergency ? null : body.Safety?.Checked();
        var visit = await visits.Run(found, asked, (state, at) => VisitRules.CheckIn(state, finding, settings, at, safety), stop);
        if (body.Safety?.Where?.Trim() is { Length: > 0 } where)
            await documents.Put<CheckInPlace>(CheckInPlace.At(visit.OwnerId, visit.Id), _ => new(where), stop, CheckInPlace.Kept);
        return visit;
    }

    private async Task<Intakes.One> Take(Caller owner, Visit visit, CheckInVisit body, Asked asked, CancellationToken stop)
    {
        var consent = visit.IntakeId is { } booked ? (await desk.Read(owner, visit.AnimalId, booked, stop)).Taken.Consent.TextVersion : null;
        var wanted = new TakeIntake(null, visit.Region, new(consent), null, body.Signs, body.Vitals, VisitId: visit.Id);
        // A command of its own, named after this one: a repeat finds the intake as it finds the check-in.
        return await desk.Take(owner, visit.AnimalId, wanted, asked with { CommandId = Uuid.V5($"{asked.NewId()}/intake").ToString("N") }, stop);
    }

    /// <summary>The most urgent of what is reported now and what was reported in the last day.</summary>
    private static CheckInFinding Finding(VisitFound found, Intakes.One? reported, Instant now)
    {
        var known = Intakes.From(found.Histories, now);
        var standing = Standing.MostUrgent(known, now) is { } s && s.Level.IsEmergency() ? known.ById[s.IntakeId] : null;
        return (reported is { Taken.Answer.Level: var level } && (standing is null || level <= standing.Taken.Answer.Level) ? reported : standing) switch
        {
            null => CheckInFinding.Well,
            var worst => new(worst.Taken.Answer.Level, worst.Taken.IntakeId, worst.Taken.Answer.Level.IsEmergency() ? BookingRules.DoNow(worst) : null),
        };
    }
}
