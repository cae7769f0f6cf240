namespace VetVisits;

/// <summary>Letters as people without the right keyboard type them: <c>é</c> is <c>e</c>.</summary>
internal static class Accents
{
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ";
    private const string Bare = "aaaaaaceeeeiiiinooooouuuuyy";

    /// <summary>The small letter without its accent.</summary>
    public static char Without(char c)
    {
        var small = char.ToLowerInvariant(c);
        return Accented.IndexOf(small, StringComparison.Ordinal) is >= 0 and var at ? Bare[at] : small;
    }
}
