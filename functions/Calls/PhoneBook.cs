using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Vets;
using VetVisits.Visits;

namespace VetVisits.Calls;

/// <summary>Somebody who can be telephoned; the number stays in memory and goes nowhere but to the telephone.</summary>
/// <param name="Verified">The person proved with a spoken code that this very number is theirs.</param>
/// <param name="Checking">The open check is of this very number, and not of one that the profile held before.</param>
/// <param name="Zone">IANA zone that times are told in, where the person named one.</param>
public sealed record Reachable(string? Number, bool Verified, Language Language, string? Zone, bool Checking = false);

/// <summary>Finds a person's number at the moment it is dialled: it is in nobody's event, queue or log.</summary>
public sealed class PhoneBook(IDocuments documents)
{
    /// <param name="person"><c>owner:{id}</c> or <c>vet:{id}</c>.</param>
    /// <returns>Null when there is no such person (any more).</returns>
    public async Task<Reachable?> Find(string person, CancellationToken stop)
    {
        var profile = await Profile(person, stop);
        if (profile?.Number is null) return profile;
        var check = (await documents.Read<NumberCheck>(NumberCheck.At(person), stop))?.Document;
        return profile with { Verified = check?.Verified == profile.Number, Checking = check?.Number == profile.Number };
    }

    /// <summary>Whoever agrees to be called when the picture fails has a number to be called at. Proving it can wait until the check-in.</summary>
    /// <returns>422 <c>phone-missing</c>; null when there is a number, or nobody is to be called.</returns>
    public async Task<Refusal?> Backup(string ownerId, bool agreed, CancellationToken stop) =>
        agreed && await Profile($"owner:{ownerId}", stop) is not { Number: not null }
            ? Refusal.Invalid("phone-missing", "The owner's profile has no phone number to be called at when the picture fails. Put one there (PUT /api/owners/me), or send backupPhoneAgreed: false.")
            : null;

    /// <summary>Both people of a visit can be rung; if not, it is said at once, before anybody waits for a call that cannot come.</summary>
    /// <exception cref="RefusedException">409 <c>phone-unverified</c>: the caller's own number; <c>other-phone-unverified</c>.</exception>
    public async Task MustReach(Visit visit, Caller caller, CancellationToken stop)
    {
        var (vet, owner) = ($"vet:{visit.VetId}", $"owner:{visit.OwnerId}");
        var (own, other) = caller.Role == Role.Vet ? (vet, owner) : (owner, vet);
        if (await Find(own, stop) is not { Verified: true })
            throw new RefusedException(Refusal.Conflict("phone-unverified", "Your telephone number is not verified yet. Have it rung: POST /api/phone/check; send the code back: POST /api/phone/confirm."));
        if (await Find(other, stop) is not { Verified: true })
            throw new RefusedException(Refusal.Conflict("other-phone-unverified", "The other side has no verified telephone number, so nobody can be joined. Write a message instead."));
    }

    /// <summary>The name of the animal that a call of a visit is about: the vet hears whose visit it is.</summary>
    public async Task<string?> Animal(CallAddress at, CancellationToken stop) =>
        VisitStream.AnimalId(at.Partition) is { } animalId ? (await documents.Read<Animal>(Animals.Animal.At(animalId), stop))?.Document.Name : null;

    private async Task<Reachable?> Profile(string person, CancellationToken stop) => person.Split(':', 2) switch
    {
        ["owner", var id] => (await documents.Read<Owner>(Owner.At(id), stop))?.Document is { } owner ? new(owner.Phone, false, owner.Language, owner.Zone) : null,
        ["vet", var id] => (await documents.Read<Vet>(Vet.At(id), stop))?.Document is { } vet
            ? new(vet.Phone, false, vet.Languages is ["es", ..] ? Language.Es : Language.En, null)
            : null,
        _ => null,
    };
}

/// <summary>
/// The check of a person's number: the number that was proved, and the call that speaks the present code. Document <c>number</c> in the person's own partition,
/// erased with the person. Five wrong codes end a check, and a day has five calls: enough for a bad line, too few to guess at a code or to pester a stranger.
/// </summary>
/// <param name="Rang">When the calls of the last day were asked for.</param>
public sealed record NumberCheck(string? Verified, string? CallId, string? Number, int Tries, IReadOnlyList<Instant>? Rang = null)
{
    public const int MostTries = 5;
    public const int MostCalls = 5;

    /// <summary>The check as one more call begins it; asked again for the same call it stays as it is, its tries included.</summary>
    /// <exception cref="RefusedException">429 <c>too-many-checks</c>.</exception>
    public NumberCheck Begun(string callId, string number, Instant now)
    {
        if (CallId == callId) return this;
        var lately = (Rang ?? []).Where(at => at > now - Duration.FromDays(1)).ToList();
        return lately.Count < MostCalls
            ? this with { CallId = callId, Number = number, Tries = 0, Rang = [.. lately, now] }
            : throw new RefusedException(new(429, "too-many-checks", $"Your number was rung {MostCalls} times within a day. Try again tomorrow."));
    }

    public static DocumentId At(string person) => new(person, "number");
}
