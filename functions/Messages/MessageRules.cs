using NodaTime;
using VetVisits.Journal;
using VetVisits.Photos;
using VetVisits.Visits;

namespace VetVisits.Messages;

/// <summary>
/// Who may write when. From the booking until the visit is over, and for <see cref="MessageSettings.FollowUp"/> after its end; a visit that was called off or
/// missed has nothing to follow up. Reading is never closed. Pure.
/// </summary>
public static class MessageRules
{
    public const int MostMessages = 400;
    public const int MostText = 4_000;
    public const int MostPhotos = 10;

    /// <returns>When the conversation closes, or closed; null while the visit is still to be held.</returns>
    public static Instant? ClosesAt(Visit visit, Conversation talk, MessageSettings settings) => visit.Status switch
    {
        VisitStatus.Waiting or VisitStatus.Booked or VisitStatus.CheckedIn or VisitStatus.Started => null,
        VisitStatus.Ended or VisitStatus.Stopped => Earlier(talk.ClosedAt, visit.EndedAt!.Value + settings.FollowUp),
        VisitStatus.None or VisitStatus.Cancelled or VisitStatus.Missed => visit.EndedAt ?? Instant.MinValue,
    };

    public static bool IsOpen(Visit visit, Conversation talk, MessageSettings settings, Instant now) => ClosesAt(visit, talk, settings) is not { } at || now < at;

    /// <param name="photos">What the animal's partition says of each photo that the message names.</param>
    public static Decision Send(Visit visit, Conversation talk, MessageSent sent, IReadOnlyDictionary<string, Photo> photos, MessageSettings settings, Instant now) =>
        !IsOpen(visit, talk, settings, now) ? Decision.No(Closed(visit))
        : !visit.HasVet ? Decision.No(Refusal.Conflict("visit-waiting", "No vet has taken the visit yet, so nobody would read it. Say it in the intake, or when a vet has the visit."))
        : talk.Messages.Count >= MostMessages ? Decision.No(Refusal.Conflict("too-many-messages", $"A visit holds {MostMessages} messages. Book a visit to go on."))
        : Attached(sent, photos) is { } no ? Decision.No(no)
        : Decision.Of(sent);

    /// <summary>Only what the other side wrote can be newly read, so there are never more receipts than messages.</summary>
    public static Decision Read(Conversation talk, Receipts receipts, Side by, string upTo)
    {
        if (talk.Find(upTo) is not { } last) return Decision.No(Refusal.NotFound("message"));
        var known = receipts.UpTo(by);
        var fresh = talk.Messages.Any(m => m.From != by && m.Number > known && m.Number <= last.Number);
        return fresh ? Decision.Of(new MessagesRead(by, last.Id, last.Number)) : Decision.Nothing;
    }

    /// <summary>A vet may end the follow-up early, not the visit's own conversation: until it is over, the owner must be able to say so when something changes.</summary>
    public static Decision Close(Visit visit, Conversation talk, MessageSettings settings, Instant now) =>
        visit.IsOpen ? Decision.No(Refusal.Conflict("visit-open", "The visit is not over. Messages can be closed after it has ended."))
        : IsOpen(visit, talk, settings, now) ? Decision.Of(new MessagesClosed(Side.Vet))
        : Decision.Nothing;

    private static Refusal? Attached(MessageSent sent, IReadOnlyDictionary<string, Photo> photos)
    {
        foreach (var id in sent.PhotoIds ?? [])
        {
            var photo = photos.GetValueOrDefault(id);
            // A photo of another animal is in another partition, so here it is one that is not there.
            if (photo is not { Exists: true }) return Wrong("photo-unknown", id, "This animal has no photo of that id. Leave it out, or name one of its photos.");
            if (photo.Status is PhotoStatus.Refused or PhotoStatus.Abandoned) return Wrong("photo-unusable", id, "This photo never became one that can be looked at. Leave it out, or take another.");
        }
        return null;
    }

    private static Refusal Wrong(string code, string photoId, string detail) =>
        Refusal.Invalid(code, detail) with { More = new Dictionary<string, object?>(StringComparer.Ordinal) { ["photoId"] = photoId } };

    private static Refusal Closed(Visit visit) => Refusal.Conflict("messages-closed", visit.Status is VisitStatus.Cancelled or VisitStatus.Missed
        ? "The visit did not take place, so there are no messages about it. Book a visit. If it cannot wait, go to an open clinic now."
        : "The time for messages about this visit is over. Book a visit to ask again. If it cannot wait, go to an open clinic now.");

    private static Instant Earlier(Instant? one, Instant other) => one is { } at && at < other ? at : other;
}
