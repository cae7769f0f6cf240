using System.Security.Cryptography;
using NodaTime;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Calls;

/// <summary>
/// The calls of one visit. They are numbered, <c>{visitId}.f1</c>, <c>f2</c> …, so that all of them are one query and two people who press the button
/// at the same moment ask for the same call.
/// </summary>
public sealed class VisitCalls(IJournal journal, Streams streams, CallSettings settings, IClock clock)
{
    /// <summary>However often the button is pressed and policy tries again.</summary>
    public const int MostCalls = 12;

    public static IReadOnlyList<CallAddress> Of(string animalId, string visitId) =>
        [.. Enumerable.Range(1, MostCalls).Select(n => CallAddress.OfVisit(animalId, $"{visitId}.f{n}"))];

    /// <summary>Every call of the visit so far, in order.</summary>
    public async Task<IReadOnlyList<Call>> Read(string animalId, string visitId, CancellationToken stop)
    {
        var addresses = Of(animalId, visitId);
        var histories = await journal.Read(addresses[0].Partition, [.. addresses.Select(a => a.Stream.Name)], stop);
        return [.. addresses.Select(a => Call.Fold.Of(histories.Of(a.Stream.Name))).TakeWhile(call => call.Request is not null)];
    }

    /// <summary>Every call about the visit: those that went on by phone, then those that reminded of it.</summary>
    public async Task<IReadOnlyList<Call>> All(Visit visit, CancellationToken stop)
    {
        var reminders = visit.Reminded.Order(StringComparer.Ordinal).Select(key => CallAddress.OfVisit(visit.AnimalId, $"{visit.Id}.{key}"));
        IReadOnlyList<CallAddress> addresses = [.. Of(visit.AnimalId, visit.Id), .. reminders];
        var histories = await journal.Read(addresses[0].Partition, [.. addresses.Select(a => a.Stream.Name)], stop);
        return [.. addresses.Select(a => Call.Fold.Of(histories.Of(a.Stream.Name))).Where(call => call.Request is not null)];
    }

    /// <summary>Asks for a call that joins the visit's vet and owner. While one is going on, that is the call.</summary>
    /// <exception cref="RefusedException">409 <c>visit-not-open</c>, <c>visit-waiting</c>, <c>too-many-calls</c>; 422 <c>backup-phone-not-agreed</c>.</exception>
    public async Task<Call> Continue(Visit visit, Asked asked, int attempt, Instant? notBefore, CancellationToken stop)
    {
        if (!visit.IsOpen) throw new RefusedException(Refusal.Conflict("visit-not-open", "This visit is over or was called off."));
        if (!visit.HasVet) throw new RefusedException(Refusal.Conflict("visit-waiting", "No vet has taken the visit yet, so there is nobody to be called."));
        if (!visit.BackupPhoneAgreed)
            throw new RefusedException(Refusal.Invalid("backup-phone-not-agreed", "The owner did not agree to be called when the picture fails. Send a message instead."));
        var calls = await Read(visit.AnimalId, visit.Id, stop);
        if (calls.LastOrDefault(c => c.Phase != CallPhase.Ended) is { } open) return open;
        if (calls.Count == MostCalls) throw new RefusedException(Refusal.Conflict("too-many-calls", "This visit was telephoned too often. Agree on another time by message."));
        var at = Of(visit.AnimalId, visit.Id)[calls.Count];
        var begins = notBefore ?? clock.GetCurrentInstant();
        var wanted = new CallRequested(
            at.CallId, CallPurpose.Fallback, $"vet:{visit.VetId}", $"owner:{visit.OwnerId}", visit.Id, attempt, begins + settings.Longest, NewToken(), NotBefore: notBefore, JoinedBy: begins + settings.Join);
        var ran = await streams.Run(at.Stream, Call.Fold, asked, (call, _) => call.Request is null ? Decision.Of(wanted) : Decision.Nothing, stop);
        return ran.OrThrow();
    }

    /// <summary>The unguessable part of a callback address: 256 bits.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
