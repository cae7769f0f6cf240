using VetVisits.Documents;
using VetVisits.Owners;
using VetVisits.Vets;

namespace VetVisits.Calls;

/// <summary>Somebody who can be telephoned; the number stays in memory and goes nowhere but to the telephone.</summary>
/// <param name="Verified">The person proved with a spoken code that this very number is theirs.</param>
/// <param name="Zone">IANA zone that times are told in, where the person named one.</param>
public sealed record Reachable(string? Number, bool Verified, Language Language, string? Zone);

/// <summary>Finds a person's number at the moment it is dialled: it is in nobody's event, queue or log.</summary>
public sealed class PhoneBook(IDocuments documents)
{
    /// <param name="person"><c>owner:{id}</c> or <c>vet:{id}</c>.</param>
    /// <returns>Null when there is no such person (any more).</returns>
    public async Task<Reachable?> Find(string person, CancellationToken stop)
    {
        var profile = await Profile(person, stop);
        if (profile?.Number is null) return profile;
        var check = await documents.Read<NumberCheck>(NumberCheck.At(person), stop);
        return profile with { Verified = check?.Document.Verified == profile.Number };
    }

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
/// erased with the person. Five wrong codes end a check.
/// </summary>
public sealed record NumberCheck(string? Verified, string? CallId, string? Number, int Tries)
{
    public const int MostTries = 5;

    public static DocumentId At(string person) => new(person, "number");
}
