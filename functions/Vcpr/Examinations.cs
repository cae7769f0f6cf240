using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Practices;

namespace VetVisits.Vcpr;

/// <summary>Examinations in person, as the vets who made them record them.</summary>
public sealed class Examinations(IJournal journal, Streams streams, Access access, Members members, IClock clock)
{
    /// <summary>Keeps the stream within its length; an animal that is examined weekly for five years stays inside.</summary>
    private const int Most = 300;

    public async Task<AnimalExamined> Record(Caller vet, string animalId, RecordExamination body, Asked asked, CancellationToken stop)
    {
        var animal = await access.Seen(vet, animalId, stop);
        var today = clock.GetCurrentInstant().InUtc().Date;
        var problems = new Problems();
        // Where the animal is it may be tomorrow already.
        problems.If(body.On is null || body.On > today.PlusDays(1) || body.On < today.PlusYears(-5), "/on", "The day of the examination: not in the future, not over five years ago.");
        var complaint = body.Complaint is null ? null : problems.Id("/complaint", body.Complaint);
        var practiceId = body.PracticeId is null ? null : problems.Id("/practiceId", body.PracticeId);
        problems.ThrowIfAny();
        if (practiceId is not null && !await members.IsMember(practiceId, vet.Id, stop))
            throw new RefusedException(Refusal.Invalid("not-a-member", "You do not belong to this practice. Leave practiceId out, or name your own."));
        var examined = new AnimalExamined(asked.NewId(), vet.Id, body.On!.Value, practiceId, complaint, body.Kind ?? ExaminationKind.PhysicalExamination);
        var ran = await streams.Run(Relationships.Of(animal.Id), Relationships.Fold, asked, (known, _) => Decide(known, examined), stop);
        return ran.OrThrow().Examinations.Single(e => e.ExaminationId == examined.ExaminationId);
    }

    /// <summary>Takes back an examination that was recorded by mistake; only the vet who recorded it can.</summary>
    public async Task Withdraw(Caller vet, string animalId, string examinationId, WithdrawExamination body, Asked asked, CancellationToken stop)
    {
        var animal = await access.Seen(vet, animalId, stop);
        var problems = new Problems();
        var reason = problems.OneOf("/reason", body.Reason, WithdrawalReasons);
        problems.ThrowIfAny();
        (await streams.Run(Relationships.Of(animal.Id), Relationships.Fold, asked, (known, _) => Decide(known, vet.Id, new(examinationId, reason)), stop)).OrThrow();
    }

    public async Task<Relationships> Known(Caller caller, string animalId, CancellationToken stop)
    {
        var animal = await access.Seen(caller, animalId, stop);
        var stream = Relationships.Of(animal.Id);
        return Relationships.Fold.Of((await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name));
    }

    public static IReadOnlyList<string> WithdrawalReasons { get; } = ["wrong-animal", "wrong-day", "did-not-take-place"];

    public static Decision Decide(Relationships known, AnimalExamined wanted) =>
        known.Examinations.Count >= Most
            ? Decision.No(Refusal.Conflict("too-many-examinations", "This animal's record holds as many examinations as it can."))
            : Decision.Of(wanted);

    public static Decision Decide(Relationships known, string vetId, ExaminationWithdrawn wanted) =>
        known.Examinations.FirstOrDefault(e => e.ExaminationId == wanted.ExaminationId) switch
        {
            { } there when there.VetId == vetId => Decision.Of(wanted),
            { } => Decision.No(new(403, "not-your-examination", "Only the vet who recorded an examination can withdraw it.")),
            null => Decision.No(Refusal.NotFound("examination")),
        };
}
