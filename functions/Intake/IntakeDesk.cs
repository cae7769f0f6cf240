using NodaTime;
using NodaTime.Text;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Triage;
using VetVisits.Visits;

namespace VetVisits.Intake;

/// <summary>Takes, shows and closes intakes: reads, decides with the rules, and appends one commit to the day's stream.</summary>
public sealed class IntakeDesk(IJournal journal, Streams streams, Access access, TriageRules rules, CaseReader cases, IClock clock)
{
    private const int MostComplaint = 4000;
    private const int MostQuestions = 20;

    /// <summary>Takes an owner's intake; the same command again, also after midnight, is answered as it was.</summary>
    /// <exception cref="RefusedException">404 <c>not-found</c>, 422 <c>invalid</c> with everything wrong, <c>idempotency-key-reused</c>, 429 <c>too-many-intakes</c>.</exception>
    public async Task<Intakes.One> Take(Caller owner, string animalId, TakeIntake wanted, Asked asked, CancellationToken stop)
    {
        var animal = await access.Owned(owner, animalId, stop);
        var now = clock.GetCurrentInstant();
        var today = now.InUtc().Date;
        var partition = Animal.PartitionOf(animalId);
        var visit = Ids.Allows(wanted.VisitId) ? VisitStream.Name(wanted.VisitId!) : (StreamName?)null;
        var histories = await journal.Read(partition, [.. Intakes.Last24h(now), .. visit is { } v ? [v] : Array.Empty<StreamName>()], stop);
        // A repeat that comes after midnight looks at another day's stream first: the command is searched in both days.
        var known = Intakes.Last24h(now).SelectMany(histories.Of).ToList();
        if (asked.FindIn(known) is { } answered)
            return answered.Command!.BodyHash == asked.BodyHash ? Told(answered) : throw new RefusedException(Asked.OtherBody);

        var taken = Decide(wanted, animal, today, asked, visit is { } name ? Visit.Fold.Of(histories.Of(name)) : null);
        var stream = Intakes.StreamFor(today);
        var ran = await streams.Run(new(partition, stream), Intakes.Fold, asked, (day, _) => OneMore(day, taken), histories.Of(stream), stop);
        ran.OrThrow();
        if (ran is Ran<Intakes>.Committed) Telemetry.Triaged(taken.Answer.Level.Id());
        return Told(ran.Written!);
    }

    /// <exception cref="RefusedException">404 <c>not-found</c>.</exception>
    public async Task<Intakes.One> Read(Caller caller, string animalId, string intakeId, CancellationToken stop)
    {
        await access.Seen(caller, animalId, stop);
        var stream = StreamOf(intakeId);
        var day = Intakes.Fold.Of((await journal.Read(Animal.PartitionOf(animalId), [stream], stop)).Of(stream));
        return day.ById.TryGetValue(intakeId, out var one) ? one : throw Nothing();
    }

    /// <summary>A vet who sees the animal sets an intake aside, so that it no longer stands in the way of a booking.</summary>
    /// <exception cref="RefusedException">404 <c>not-found</c>, 422 <c>invalid</c>.</exception>
    public async Task<Intakes.One> Close(Caller vet, string animalId, string intakeId, CloseIntake wanted, Asked asked, CancellationToken stop)
    {
        await access.Seen(vet, animalId, stop);
        var problems = new Problems();
        var reason = problems.Text("/reason", wanted.Reason, 2000);
        problems.ThrowIfAny();
        var ran = await streams.Run(new(Animal.PartitionOf(animalId), StreamOf(intakeId)), Intakes.Fold, asked, (day, _) => day.ById.GetValueOrDefault(intakeId) switch
        {
            null => Decision.No(Refusal.NotFound("intake")),
            { Closed: not null } => Decision.Nothing,
            _ => Decision.Of(new IntakeClosed(intakeId, vet.Id, reason)),
        }, stop);
        return ran.OrThrow().ById[intakeId];
    }

    private IntakeTaken Decide(TakeIntake wanted, Animal animal, LocalDate today, Asked asked, Visit? visit)
    {
        var problems = new Problems();
        var complaint = problems.TextOrNull("/complaint", wanted.Complaint, MostComplaint);
        var region = problems.Region("/region", wanted.Region);
        var consent = problems.Text("/consent/textVersion", wanted.Consent?.TextVersion, 100);
        problems.If(wanted.Questions is { Count: > MostQuestions }, "/questions", $"At most {MostQuestions} questions.");
        var questions = (wanted.Questions ?? []).Take(MostQuestions).Select((q, i) => problems.TextOrNull($"/questions/{i}", q, 1000)).OfType<string>().ToList();
        problems.If(wanted.VisitId is not null && visit is not { Exists: true }, "/visitId", "This animal has no such visit.");
        problems.If(animal.DiedOn is not null, "/animalId", "The record says that this animal has died.");
        Check(wanted.Device, problems);
        var patient = new Patient(animal.Species, today, animal.Sex, animal.Neutered, animal.BirthDate, animal.Breed, animal.Conditions, (double?)animal.WeightKg);
        var asCase = cases.Read(patient, wanted.Signs, wanted.Vitals, problems);
        problems.ThrowIfAny();

        var verdict = rules.Answer(asCase);
        return new(
            IdOf(today, asked), region,
            new(animal.Species, animal.Breed, Json.ToElement(animal.Sex).GetString(), animal.Neutered, animal.BirthDate, (double?)animal.WeightKg, animal.Conditions),
            complaint, [.. wanted.Signs!.Select(s => new ReportedSign(s!.Id!, s.DurationHours is { ValueKind: System.Text.Json.JsonValueKind.Number } h ? h.GetDouble() : null, s.Facts))],
            Measured(asCase.Vitals), questions.Count > 0 ? questions : null, wanted.Device, new(consent), wanted.VisitId,
            new(verdict.Level, verdict.TelemedicineSuitable, verdict.InPersonLikely, verdict.Reasons, verdict.OwnerText, verdict.Next, verdict.Unanswered), rules.Hash);
    }

    private static Decision OneMore(Intakes day, IntakeTaken taken) => day.ById.Count >= Intakes.MostPerDay
        ? Decision.No(new(429, "too-many-intakes", $"At most {Intakes.MostPerDay} intakes of one animal are taken a day. If it is worse, go to a clinic in person."))
        : Decision.Of(taken);

    private static void Check(IntakeDevice? device, Problems problems)
    {
        problems.TextOrNull("/device/kind", device?.Kind, 100);
        problems.TextOrNull("/device/system", device?.System, 100);
        problems.TextOrNull("/device/browser", device?.Browser, 200);
        problems.TextOrNull("/device/connection", device?.Connection, 100);
        problems.If(device?.DownlinkMbps is < 0 or > 100_000, "/device/downlinkMbps", "Megabits a second, from 0 to 100000.");
    }

    private static Dictionary<string, double>? Measured(Vitals vitals)
    {
        var measured = VitalKind.All.Where(k => vitals[k.Vital] is not null).ToDictionary(k => k.Name, k => vitals[k.Vital]!.Value);
        return measured.Count > 0 ? measured : null;
    }

    /// <summary>The day first, so that an id alone finds its stream.</summary>
    private static string IdOf(LocalDate day, Asked asked) => $"{Day.Format(day)}-{asked.NewId()}";

    private static StreamName StreamOf(string intakeId) =>
        Ids.Allows(intakeId) && intakeId.Length > 9 && intakeId[8] == '-' && Day.Parse(intakeId[..8]) is { Success: true } day ? Intakes.StreamFor(day.Value) : throw Nothing();

    private static Intakes.One Told(Commit commit) => new(commit.Events.OfType<IntakeTaken>().Single(), commit.At);

    private static RefusedException Nothing() => new(Refusal.NotFound("intake"));

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
}
