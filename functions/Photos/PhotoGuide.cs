namespace VetVisits.Photos;

/// <summary>One picture that helps: what to show, how far away, and how.</summary>
public sealed record Shot(string Shows, string Distance, string How, bool WithMarker);

/// <summary>What to photograph for a complaint, and what always holds.</summary>
public sealed record Guide(string Complaint, IReadOnlyList<Shot> Shots, IReadOnlyList<string> Light, IReadOnlyList<string> Never, string Marker);

/// <summary>Capture guidance for owners: the whole animal first, then the region, then close with a scale.</summary>
public static class PhotoGuide
{
    private static readonly Shot Whole = new("The whole animal from the side", "2 m", "Standing or lying as it likes; wait until it is calm.", WithMarker: false);

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<Shot>> Shots = new Dictionary<string, IReadOnlyList<Shot>>(StringComparer.Ordinal)
    {
        ["skin"] =
        [
            Whole, Region("The part of the body with the rash"), Close("The rash itself, fur parted with two fingers"),
            new("The same spot on the other side of the body", "30 cm", "For comparison with healthy skin.", WithMarker: false),
        ],
        ["wound"] = [Whole, Region("The wound with the limb or the part of the body around it"), Close("The wound from straight above, nothing over it")],
        ["eye"] =
        [
            new("The whole face from the front", "50 cm", "Both eyes in one picture, so that they can be compared.", WithMarker: false),
            new("The eye from the side", "20 cm", "Hold the lid only if the animal lets you. No flash.", WithMarker: false),
        ],
        ["ear"] = [new("The head from the front", "50 cm", "Both ears in one picture.", WithMarker: false), Close("The inside of the ear, the flap held back gently")],
        ["mouth"] =
        [
            new("The lips lifted on each side", "20 cm", "Teeth closed. Stop if the animal minds: never risk a bite.", WithMarker: false),
            new("The colour of the gums", "20 cm", "Daylight, no flash; a pale or blue gum is an emergency: go now.", WithMarker: false),
        ],
        ["swelling"] = [Whole, Region("The swelling and the same place on the other side"), Close("The swelling from the side and from above")],
        ["limp"] = [Whole, new("Standing, from the front and from behind", "2 m", "On level ground; a short video helps more for the walk.", WithMarker: false), Close("The paw from below, toes spread")],
        ["stool-vomit"] = [new("What came out, on a light ground", "40 cm", "With a coin or the marker beside it. Keep a sample in a closed bag.", WithMarker: true)],
        ["medicine"] = [new("The label of the medicine", "20 cm", "Every line readable: name, strength, date.", WithMarker: false)],
        ["other"] = [Whole, Region("The part of the body that worries you"), Close("What worries you")],
    };

    public static IReadOnlyList<string> Complaints { get; } = [.. Shots.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The guide for a complaint; the general one where it is not known.</summary>
    public static Guide For(string? complaint)
    {
        var key = complaint is not null && Shots.ContainsKey(complaint) ? complaint : "other";
        return new Guide(
            key, Shots[key],
            ["Daylight from a window beside you is best.", "Flash off; no sun behind the animal.", "Let a second person hold the animal and its attention."],
            ["Do not press, clean or cut anything for the photo.", "Stop when the animal is in pain or threatens to bite.", "No people's faces, papers or screens in the picture."],
            "/api/photo-marker.svg");
    }

    private static Shot Region(string shows) => new(shows, "50 cm", "So much around it that a stranger knows where it is.", WithMarker: false);

    private static Shot Close(string shows) =>
        new(shows, "15 to 20 cm", "Tap on it to focus, hold still, straight from the front. Lay the printed marker flat beside it.", WithMarker: true);
}
