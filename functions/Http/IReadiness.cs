namespace VetVisits.Http;

/// <summary>Something that must hold before a host takes traffic.</summary>
public interface IReadiness
{
    /// <summary>What is missing, in words that say what to set; null when nothing is.</summary>
    string? Missing();
}

/// <summary>Something that the product cannot work without, and that may be away.</summary>
public interface IDependency
{
    /// <summary>How it is named when it does not answer.</summary>
    string Name { get; }

    /// <returns>What is wrong with it, in words; null when nothing is. What does not answer throws.</returns>
    Task<string?> Ask(CancellationToken stop);
}

/// <summary>
/// Rules that decide on animals go into production only with a reviewer's name under exactly the data that is shipped: a changed file needs a new look.
/// </summary>
/// <param name="section">Where the settings are: <c>{section}:Hash</c> and <c>{section}:By</c>.</param>
/// <param name="hash">The hash of the data in use.</param>
/// <param name="who">Who must have looked: a veterinarian, a lawyer.</param>
public sealed class RulesReviewed(IConfiguration settings, IHostEnvironment environment, string section, string hash, string who) : IReadiness
{
    public string? Missing()
    {
        if (!environment.IsProduction()) return null;
        var (reviewed, by) = (settings[$"{section}:Hash"], settings[$"{section}:By"]);
        if (!string.IsNullOrWhiteSpace(by) && string.Equals(reviewed?.Trim(), hash, StringComparison.OrdinalIgnoreCase)) return null;
        return $"{section}: the rule data {hash} is not reviewed. Set {section}:By to the {who} who reviewed it and {section}:Hash to that hash.";
    }
}
