using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Owners;

namespace VetVisits.Records.Clinic;

/// <summary>
/// The clinic outside of this system that sees the animal as a rule, as its owner names it: with the owner's consent it gets a link to the summary of each visit.
/// Document <c>clinic:{animalId}</c> of the owner's partition, so that it goes with the owner.
/// </summary>
public sealed record RegularClinic(string Name, string Email, Language Language)
{
    public static DocumentId At(string ownerId, string animalId) => new(Owner.PartitionOf(ownerId), $"clinic:{animalId}");
}

/// <summary>What an owner says of the regular clinic. English, where no language is said.</summary>
public sealed record NameClinic(string? Name, string? Email, Language? Language = null)
{
    /// <exception cref="RefusedException">422 <c>invalid</c>.</exception>
    public RegularClinic Checked()
    {
        var problems = new Problems();
        problems.If(string.IsNullOrWhiteSpace(Email), "/email", "The clinic's e-mail address: the link to the summary goes there.");
        var clinic = new RegularClinic(problems.Text("/name", Name, 200), problems.EmailOrNull("/email", Email) ?? "", Language ?? VetVisits.Language.En);
        problems.ThrowIfAny();
        return clinic;
    }
}
