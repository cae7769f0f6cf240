using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>Proves that a number is a person's own: a call speaks six digits, the person sends them back.</summary>
public sealed class NumberChecks(IDocuments documents, IJournal journal, Streams streams, PhoneBook book, IClock clock)
{
    private static readonly Duration Holds = Duration.FromMinutes(10);

    /// <summary>Has the caller's number rung.</summary>
    /// <exception cref="RefusedException">422 <c>phone-missing</c>; 429 <c>too-many-checks</c>.</exception>
    public async Task Ring(Caller caller, Asked asked, CancellationToken stop)
    {
        var at = new CallAddress(caller.By, $"n.{asked.NewId()}");
        // A repeat rings nobody and begins no check anew: it would give back the tries, or speak for a number that was never rung.
        if ((await journal.Read(at.Partition, [at.Stream.Name], stop)).Of(at.Stream.Name).Count > 0) return;
        var number = (await book.Find(caller.By, stop))?.Number
            ?? throw new RefusedException(Refusal.Invalid("phone-missing", "Put a phone number into your profile first."));
        var now = clock.GetCurrentInstant();
        var wanted = new CallRequested(at.CallId, CallPurpose.Verification, caller.By, null, null, 1, now + Holds, VisitCalls.NewToken());
        // The check is written first: a code is never spoken that nobody could confirm.
        await Change(caller.By, check => check.Begun(at.CallId, number, now), stop);
        (await streams.Run(at.Stream, Call.Fold, asked, (_, _) => Decision.Of(wanted), stop)).OrThrow();
    }

    /// <summary>Takes the code. Right, the number is verified; wrong five times, the check is over.</summary>
    /// <exception cref="RefusedException">409 <c>no-check</c>; 422 <c>code-wrong</c>.</exception>
    public async Task Confirm(Caller caller, string code, CancellationToken stop)
    {
        var check = (await documents.Read<NumberCheck>(NumberCheck.At(caller.By), stop))?.Document;
        if (check?.CallId is null || check.Tries >= NumberCheck.MostTries) throw new RefusedException(NoCheck);
        var at = new CallAddress(caller.By, check.CallId);
        var call = Call.Fold.Of((await journal.Read(at.Partition, [at.Stream.Name], stop)).Of(at.Stream.Name));
        if (call.Request is not { } request || clock.GetCurrentInstant() > request.Deadline) throw new RefusedException(NoCheck);
        // The try is counted before the code is looked at, so that many at once are not many free tries.
        await Change(caller.By, c => c.CallId == check.CallId && c.Tries < NumberCheck.MostTries ? c with { Tries = c.Tries + 1 } : throw new RefusedException(NoCheck), stop);
        if (CallSpeech.CodeOf(request.Token) != code) throw new RefusedException(Refusal.Invalid("code-wrong", "That is not the code that was spoken."));
        await Change(caller.By, c => c with { Verified = check.Number, CallId = null, Number = null, Tries = 0 }, stop);
    }

    private static Refusal NoCheck { get; } = Refusal.Conflict("no-check", "There is no open check of your number. Ask for a call first.");

    private async Task Change(string person, Func<NumberCheck, NumberCheck> change, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            var stored = await documents.Read<NumberCheck>(NumberCheck.At(person), stop);
            var next = change(stored?.Document ?? new NumberCheck(null, null, null, 0));
            if ((await documents.Write(NumberCheck.At(person), next, stored?.ETag, stop)).Done) return;
        }
        throw new RefusedException(Refusal.Conflict("busy", "Your number is being checked at this moment. Send the request again."));
    }
}
