namespace VetVisits.Local.Phone;

/// <summary>How a number behaves when the stand-in exchange dials it.</summary>
public enum Pickup
{
    Answers,
    Busy,
    NoAnswer,
    Declines,

    /// <summary>A mailbox: it picks up and presses nothing.</summary>
    Voicemail,
    UnknownNumber,
}

/// <summary>Somebody with a telephone. <c>Keys</c> are what is pressed at each question in turn; when they are used up, nothing is.</summary>
/// <param name="RingsFor">How long it rings before anything becomes of it.</param>
public sealed record Person(Pickup Pickup = Pickup.Answers, IReadOnlyList<string>? Keys = null, bool HangsUpAtQuestion = false, TimeSpan RingsFor = default);

/// <summary>What goes wrong on the way of the reports.</summary>
/// <param name="Copies">How often each report is delivered.</param>
/// <param name="Delay">How long each waits.</param>
/// <param name="Shuffle">Whether reports overtake each other.</param>
/// <param name="LoseEvery">Every n-th report is lost; 0 loses none.</param>
/// <param name="HoldAnswer">How long the answer to a dial request is held back, so that a report can come before it.</param>
public sealed record Faults(int Copies = 1, TimeSpan Delay = default, bool Shuffle = false, int LoseEvery = 0, TimeSpan HoldAnswer = default);
