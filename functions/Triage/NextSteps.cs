namespace VetVisits.Triage;

/// <summary>What an answer lets the owner do. An emergency leaves one thing: go. What hands must feel leaves teletriage, never a video treatment.</summary>
internal static class NextSteps
{
    private static readonly IReadOnlyList<string> OnlyTriage = ["teletriage"];
    private static readonly IReadOnlyList<string> All = ["telemedicine", "teletriage", "teleadvice", "follow-up"];

    private static readonly NextStep Treat = new("book", "Book a video visit.", Services: All);
    private static readonly NextStep TreatKnowing = new("book", "Book a video visit; a hands-on examination or tests will probably follow it.", Services: All);
    private static readonly NextStep Triage = new("book", "A vet can help by video to decide how to get there; the treatment itself needs a clinic.", Services: OnlyTriage);

    private const string Leave = "Leave for an emergency clinic this minute and call while you are moving.";
    private const string Now = "Go to a clinic now, within the hour. Call before you arrive.";
    private const string Today = "Be seen in person today.";
    private const string InDays = "Be seen in person within 1 to 3 days.";
    private const string Plan = "Plan a visit in person.";

    private static readonly NextStep Watch = new("watch-at-home", "Watch at home. If a new sign appears or this one grows worse, describe it again at once.");

    /// <summary>Every step in words.</summary>
    public static IEnumerable<string> Texts => [Leave, Now, Today, InDays, Plan, NextStep.NotByVideo, NextStep.NeedsHands, .. new[] { Treat, TreatKnowing, Triage, Watch }.Select(s => s.Text)];

    public static IReadOnlyList<NextStep> For(Level level, bool suitable, bool inPersonLikely, IReadOnlyList<Reason> reasons) => (level, suitable) switch
    {
        (Level.Immediate, _) => [Go(Leave, level, reasons)],
        (Level.Emergency, _) => [Go(Now, level, reasons)],
        (Level.UrgentSameDay, _) => [Go(Today, level, reasons), Triage],
        (Level.Soon, false) => [Go(InDays, level, reasons), Triage],
        (Level.Soon, true) => [inPersonLikely ? TreatKnowing : Treat, Watch],
        (_, false) => [Watch, Go(Plan, level, reasons), Triage],
        (_, true) => [Watch, inPersonLikely ? TreatKnowing : Treat],
    };

    private static NextStep Go(string text, Level level, IReadOnlyList<Reason> reasons)
    {
        var advice = new List<string>(reasons.Count);
        foreach (var reason in reasons)
            if ((reason.Level == level || reason.Level.IsEmergency()) && !advice.Contains(reason.Advice)) advice.Add(reason.Advice);
        return new("go-in-person", text, OnTheWay: advice);
    }
}
