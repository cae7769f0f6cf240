namespace VetVisits.Http;

/// <summary>A function that answers in the caller's language; for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeaksAttribute : Attribute
{
    public const string About = "es for Spanish, as browsers send it; English otherwise. Only the sentences of triage are translated; vets and staff are answered in English.";
}

public static class AcceptLanguage
{
    /// <summary>Of the languages that the product speaks the one that the request likes best; English where it likes none.</summary>
    public static Language Of(HttpRequest request)
    {
        // The order of equal ones is the caller's.
        foreach (var liked in request.GetTypedHeaders().AcceptLanguage.Where(tag => tag.Quality is not 0).OrderByDescending(tag => tag.Quality ?? 1))
            switch (liked.Value.Value?.Split('-')[0].ToLowerInvariant())
            {
                case "es": return Language.Es;
                case "en" or "*": return Language.En;
            }
        return Language.En;
    }
}
