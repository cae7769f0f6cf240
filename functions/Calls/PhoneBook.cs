using VetVisits.Documents;
using VetVisits.Owners;
using VetVisits.Vets;

namespace VetVisits.Calls;

/// <summary>Somebody who can be telephoned; the number stays in memory and goes nowhere but to the telephone.</summary>
/// <param name="Zone">IANA zone that times are told in, where the person named one.</param>
public sealed record Reachable(string? Number, Language Language, string? Zone);

/// <summary>Finds a person's number at the moment it is dialled: it is in nobody's event, queue or log.</summary>
public sealed class PhoneBook(IDocuments documents)
{
    /// <param name="person"><c>owner:{id}</c> or <c>vet:{id}</c>.</param>
    /// <returns>Null when there is no such person (any more).</returns>
    public async Task<Reachable?> Find(string person, CancellationToken stop) => person.Split(':', 2) switch
    {
        ["owner", var id] => (await documents.Read<Owner>(Owner.At(id), stop))?.Document is { } owner ? new(owner.Phone, owner.Language, owner.Zone) : null,
        ["vet", var id] => (await documents.Read<Vet>(Vet.At(id), stop))?.Document is { } vet
            ? new(vet.Phone, vet.Languages is ["es", ..] ? Language.Es : Language.En, null)
            : null,
        _ => null,
    };
}
