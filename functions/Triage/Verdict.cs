namespace VetVisits.Triage;

/// <summary>What triage answers.</summary>
/// <param name="TelemedicineSuitable">Whether a video visit can treat this. When not, only teletriage stays of what can be booked.</param>
/// <param name="InPersonLikely">A hands-on examination will probably be needed: to be said before anything is paid.</param>
/// <param name="Reasons">Most urgent first, then in the order of the rule data: the order in which signs are reported changes nothing.</param>
/// <param name="Unanswered">Facts that were not given and could make a sign more urgent.</param>
public sealed record Verdict(
    Level Level, string OwnerText, bool TelemedicineSuitable, bool InPersonLikely, IReadOnlyList<Reason> Reasons, IReadOnlyList<NextStep> Next,
    IReadOnlyList<Unanswered> Unanswered);

/// <summary>A fact worth asking for: were it so, this sign would be at <c>CouldBe</c>.</summary>
/// <param name="Fact">The key of the rule data, such as <c>duration_hours_min</c>.</param>
/// <param name="If">In words, what would make it so.</param>
public sealed record Unanswered(string Sign, string Fact, string If, Level CouldBe);

/// <summary>What the owner may do next; the first is the one to do.</summary>
/// <param name="Action"><c>go-in-person</c>, <c>book</c> or <c>watch-at-home</c>.</param>
/// <param name="OnTheWay">What to do until a vet takes over, most urgent first.</param>
/// <param name="Services">What can be booked, where the law of the region and the vet's offer allow it too.</param>
public sealed record NextStep(string Action, string Text, IReadOnlyList<string>? OnTheWay = null, IReadOnlyList<string>? Services = null)
{
    /// <summary>What everybody is told who asks for a visit in an emergency.</summary>
    public const string NotByVideo =
        "This is an emergency. Do not wait for a video visit: take the animal to an open veterinary clinic or emergency hospital now, and call them on the way.";

    /// <summary>What is told to whoever asks for a treatment that needs hands.</summary>
    public const string NeedsHands =
        "What you described needs hands on the animal: a video visit cannot treat it. See a vet in person. A teletriage visit can still help you decide how soon.";
}
