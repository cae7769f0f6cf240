using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Journal;

namespace VetVisits.Triage;

/// <summary>
/// Says the sentences of triage in the language of whoever asks. Vets and staff read them as they are kept, in English, so that two of them speak of the same words.
/// The rules are read only for an answer in another language.
/// </summary>
public sealed class Interpreter(Func<TriageRules> rules)
{
    /// <summary>For this answer, which says its language and what it depends on.</summary>
    public Translation For(HttpRequest request, Caller caller)
    {
        var language = caller.Role is Role.Vet or Role.Staff ? Language.En : AcceptLanguage.Of(request);
        var headers = request.HttpContext.Response.Headers;
        headers.Append("Vary", "Accept-Language");
        headers.ContentLanguage = language.Code();
        return language == Language.En ? Translation.None : rules().In(language);
    }

    /// <summary>What a gate says of an intake when it lets nobody through is said in the caller's language as well.</summary>
    public async Task<T> Refusing<T>(HttpRequest request, Caller caller, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RefusedException no) when (no.Refusal.Code is "emergency" or "in-person-needed")
        {
            throw new RefusedException(Of(no.Refusal, For(request, caller)));
        }
    }

    private static Refusal Of(Refusal refusal, Translation spoken) => refusal with
    {
        Detail = spoken.Of(refusal.Detail),
        More = refusal.More?.ToDictionary(
            more => more.Key,
            more => (more.Key, more.Value) switch
            {
                ("ownerText", string text) => spoken.Of(text),
                ("doNow", IReadOnlyList<string> steps) => spoken.Of(steps),
                ("reasons", IReadOnlyList<Reason> reasons) => spoken.Of(reasons),
                var (_, value) => value,
            },
            StringComparer.Ordinal),
    };
}
