namespace VetVisits;

/// <summary>The languages that the product speaks.</summary>
public enum Language
{
    En,
    Es,
}

public static class Languages
{
    /// <summary>As <c>Content-Language</c> and mail say it.</summary>
    public static string Code(this Language language) => language == Language.Es ? "es" : "en";
}
