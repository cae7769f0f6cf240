using VetVisits.Journal;

namespace VetVisits.Calls;

/// <summary>One report as a provider delivered it: what makes it one, and what it says.</summary>
public sealed record Delivered(string Id, Event Says);

/// <summary>How a provider's callbacks are believed and read; one per provider, beside its <see cref="IPhone"/>.</summary>
public interface ITelephoneReports
{
    /// <summary>Checks that the provider itself sent this.</summary>
    /// <exception cref="RefusedException">401 when it did not.</exception>
    Task Believe(HttpRequest request, BinaryData body, CancellationToken stop);

    /// <summary>What it says; unknown kinds are left out, and counted.</summary>
    /// <exception cref="FormatException">The body is not what this provider sends.</exception>
    IReadOnlyList<Delivered> Read(HttpRequest request, BinaryData body);

    /// <summary>What the provider is answered once everything is written down.</summary>
    IResult Answer(HttpRequest request, BinaryData body);
}
