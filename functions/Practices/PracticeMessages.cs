using VetVisits.Documents;
using VetVisits.Http;

namespace VetVisits.Practices;

/// <summary>A practice to be opened.</summary>
public sealed record OpenPractice(string? Name, string? Region, string? Phone, string? Email)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public Practice Checked(string id, Made made)
    {
        var problems = new Problems();
        var practice = new Practice(
            id, problems.Text("/name", Name, 120), problems.Region("/region", Region),
            problems.PhoneOrNull("/phone", Phone), problems.EmailOrNull("/email", Email), made);
        problems.ThrowIfAny();
        return practice;
    }
}

/// <summary>A person to be added to a practice, or changed there.</summary>
public sealed record AddMember(string? PersonId, MemberKind? Kind, bool? Admin)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public Member Checked()
    {
        var problems = new Problems();
        var id = problems.Id("/personId", PersonId);
        problems.If(Kind is null, "/kind", "One of: vet, staff.");
        problems.ThrowIfAny();
        return new(id, Kind!.Value, Admin ?? false);
    }
}

/// <summary>A practice as it goes over HTTP.</summary>
public sealed record PracticeView(string Id, string Name, string Region, string? Phone, string? Email)
{
    public static PracticeView Of(Practice p) => new(p.Id, p.Name, p.Region, p.Phone, p.Email);
}

public sealed record PracticeList(IReadOnlyList<PracticeView> Practices);

public sealed record MemberList(IReadOnlyList<Member> Members);
