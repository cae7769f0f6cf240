using VetVisits.Animals;
using VetVisits.Calls;
using VetVisits.Documents;
using VetVisits.Identity;
using VetVisits.Intake;
using VetVisits.Video;

namespace VetVisits.Visits;

/// <param name="Id">The member of <c>safety</c> that answers it.</param>
/// <param name="Kind"><c>yes-no</c>, <c>region</c> or <c>text</c>.</param>
public sealed record SafetyQuestion(string Id, string Ask, string Kind, bool Required = true);

/// <param name="Id">What it is about, for a client with words of its own or a link: <c>photo</c>, <c>connection-test</c>, <c>phone-missing</c>, <c>phone-unverified</c> can be acted on.</param>
/// <param name="Complaint">For <c>photo</c>: what to ask <c>GET /photo-guide</c> for.</param>
public sealed record CheckInTip(string Id, string Text, string? Complaint = null);

/// <summary>What is asked at check-in and what helps the visit; and, once answered, the answers.</summary>
/// <param name="CallBackNumber">The end of the number that would be called, for the owner alone; null when the profile has none.</param>
/// <param name="Where">Where the owner said that they are; for the owner and the visit's vet.</param>
public sealed record CheckInSheet(
    IReadOnlyList<SafetyQuestion> Questions, IReadOnlyList<CheckInTip> Tips, string? CallBackNumber, bool CallBackNumberVerified, SafetyGiven? Answered, string? Where);

/// <summary>Makes the sheet for a visit.</summary>
public sealed class CheckInSheets(VisitDoor door, IntakeDesk intakes, PhoneBook book, IDocuments documents)
{
    public async Task<CheckInSheet> Of(Caller caller, string animalId, string visitId, CancellationToken stop)
    {
        var found = await door.Act(caller, animalId, visitId, stop);
        var visit = found.Visit;
        var where = (await documents.Read<CheckInPlace>(CheckInPlace.At(visit.OwnerId, visit.Id), stop))?.Document.Where;
        // The other side never sees a number, not even its end.
        if (found.Side != Side.Owner) return new([], [], null, false, visit.Safety, where);
        var phone = await book.Find($"owner:{visit.OwnerId}", stop);
        var signs = visit.IntakeId is { } intake ? (await intakes.Read(caller, animalId, intake, stop)).Taken.Signs.Select(s => s.Id) : [];
        return new(
            Questions(found.Animal, visit, phone), CheckInTips.For(visit, VideoFacts.Fold.Of(found.History), signs, phone), End(phone?.Number), phone is { Verified: true }, visit.Safety, where);
    }

    private static IReadOnlyList<SafetyQuestion> Questions(Animal animal, Visit visit, Reachable? phone) =>
    [
        new("driving", "Are you driving at this moment? If so, stop where it is safe first.", "yes-no"),
        new("animalHere", $"Is {animal.Name}, the {animal.Species} of this visit, with you?", "yes-no"),
        new("region", $"Which state or province are you in now? The visit was booked for {visit.Region}.", "region"),
        new("where", "Where exactly are you, should help have to be sent?", "text", Required: false),
        new("callBackNumberRight", phone?.Number is null ? "Your profile has no number to call you back. Is that right?" : $"Shall we call you back on the number ending in {End(phone.Number)}?", "yes-no"),
    ];

    private static string? End(string? number) => number is { Length: > 2 } ? number[^2..] : null;
}

/// <summary>The tips that fit the case: the room, the species, the complaint, the connection. Pure.</summary>
public static class CheckInTips
{
    // By the words of the signs' ids; the guide knows what to show and how close.
    private static readonly (string[] Words, string Complaint)[] Pictures =
    [
        (["rash", "itch", "hair", "hot-spot", "flea", "scooting"], "skin"),
        (["wound", "bite", "burn", "abscess", "postop"], "wound"),
        (["eye"], "eye"),
        (["ear-"], "ear"),
        (["mouth", "bad-breath", "gum"], "mouth"),
        (["lump", "swollen", "swelling"], "swelling"),
        (["diarrhea", "vomit", "blood-in-urine"], "stool-vomit"),
    ];

    public static IReadOnlyList<CheckInTip> For(Visit visit, VideoFacts video, IEnumerable<string> signs, Reachable? phone)
    {
        var reported = signs.ToList();
        List<CheckInTip> tips =
        [
            new("light", "Sit so that the light falls on the animal, not into the camera: a window or a lamp behind you."),
            new("quiet", "Choose a quiet room. Switch off television and music, and ask others to stay outside."),
            Calm(visit.Species),
            new("questions", "Have your list of questions ready, and every medicine with its label."),
        ];
        foreach (var (_, complaint) in Pictures.Where(p => reported.Exists(sign => p.Words.Any(word => sign.Contains(word, StringComparison.Ordinal)))))
            tips.Add(new("photo", "Take a photo in the best resolution of what worries you before the visit; video shows less.", complaint));
        if (reported.Exists(sign => sign.Contains("limp", StringComparison.Ordinal) || sign.Contains("stagger", StringComparison.Ordinal)))
            tips.Add(new("walk", "Have room for the animal to walk a few steps, or a short film of it walking."));
        tips.AddRange(Connection(video));
        if (phone?.Number is null) tips.Add(new("phone-missing", "Give a phone number in your profile, so that the visit can go on by phone when the picture fails."));
        else if (!phone.Verified) tips.Add(new("phone-unverified", "Have your phone number checked; only then can the visit go on by phone when the picture fails."));
        return tips;
    }

    private static IEnumerable<CheckInTip> Connection(VideoFacts video) => video.Owner switch
    {
        null => [new("connection-test", "Test camera, microphone and connection before the visit begins.")],
        { Verdict: ConnectionVerdict.Good } => [],
        { Verdict: ConnectionVerdict.AudioOnly } => [new("connection-voice", "Your connection may carry the voice only: move closer to the router, and take photos before the visit.")],
        _ => [new("connection-poor", "Your connection will hardly carry a visit: keep your phone at hand, the vet can call you.")],
    };

    private static CheckInTip Calm(string species) => species switch
    {
        "cat" => new("calm-cat", "Close the door so that the cat stays in the room, and let it sit where it likes."),
        "dog" => new("calm-dog", "Put the dog on a leash, and have some treats at hand."),
        "bird" => new("calm-bird", "Leave the bird in its cage, with the front uncovered and the door closed."),
        "rabbit" or "guinea-pig" or "ferret" => new("calm-small", "Put the animal on a towel on the floor or on your lap, so that it cannot fall."),
        "horse" => new("calm-horse", "Put on a halter and have somebody hold the horse; the phone goes into another's hand."),
        _ => new("calm", "Keep the animal where it is calm and can be seen, in its own carrier or enclosure."),
    };
}
