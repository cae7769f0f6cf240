using VetVisits.Visits;

namespace VetVisits.Waiting;

/// <summary>What the owner is told of the wait. Pure: the same state gives the same words.</summary>
public static class WaitWords
{
    /// <summary>How long until a vet begins, in minutes, as far as it can be known; null when nobody is on duty.</summary>
    public static int? Expected(int place, int vetsOnDuty, bool beingOffered, WaitingSettings settings) =>
        vetsOnDuty == 0 ? null : beingOffered ? 1 : (place + vetsOnDuty - 1) / vetsOnDuty * (int)settings.Typical.TotalMinutes;

    /// <summary>Nobody is on duty, or it takes longer than the first threshold: then other ways are shown too.</summary>
    public static bool IsLong(int waitedMinutes, int? expectedMinutes, WaitingSettings settings) =>
        expectedMinutes is null || settings.Tell.Count > 0 && (waitedMinutes >= settings.Tell[0] || expectedMinutes >= settings.Tell[^1]);

    public static string Of(Visit visit, int place, int vetsOnDuty, bool beingOffered, int waited, WaitingSettings settings) => visit switch
    {
        { Status: VisitStatus.Waiting, Wait: { } wait } => Waiting(wait, place, vetsOnDuty, beingOffered, waited, settings),
        { Status: VisitStatus.Booked } => "A vet has taken your visit. Check in now, so that it can begin.",
        { Status: VisitStatus.CheckedIn } => "A vet has taken your visit and begins in a moment. Stay here.",
        { Status: VisitStatus.Started } => "The vet is there. Join now.",
        { Status: VisitStatus.Stopped } => EmergencyView.Go,
        { Cancellation: { By: Side.System, Reason: WaitingRules.NobodyFree } } =>
            "No vet became free in time, so we ended the wait. Nothing is charged. Choose one of the ways below; if it cannot wait, go to an open clinic now.",
        _ => "This visit waits no longer.",
    };

    private static string Waiting(Wait wait, int place, int vetsOnDuty, bool beingOffered, int waited, WaitingSettings settings)
    {
        var words = new List<string>();
        if (wait.StoodUpBy is not null) words.Add("Your vet did not come. We are sorry; that costs you nothing, and other vets are being asked now.");
        words.Add((vetsOnDuty, beingOffered) switch
        {
            (0, _) => "No vet is on duty for this kind of visit at this moment. You may go on waiting, and we tell you when one is there, but we cannot say when that will be.",
            (_, true) => "A vet is being asked at this moment.",
            _ => $"You are number {place} in line, with {vetsOnDuty} {(vetsOnDuty == 1 ? "vet" : "vets")} on duty. Expect about {Expected(place, vetsOnDuty, false, settings)} minutes; more urgent animals go first.",
        });
        if (settings.Tell.Count > 0 && waited >= settings.Tell[0]) words.Add($"You have waited {waited} minutes, longer than we would like. You can also choose one of the ways below.");
        words.Add("If the animal gets worse, do not wait: go to an open clinic.");
        return string.Join(' ', words);
    }
}
