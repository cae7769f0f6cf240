using NodaTime;
using VetVisits.Identity;
using VetVisits.Journal;
using VetVisits.Visits;

namespace VetVisits.Video;

/// <summary>Who may be in a video visit, and when: its owner and its vet, from a while before the start until a while after the end, while it is neither over nor called off.</summary>
public sealed class VideoDoor(VisitDoor door, IClock clock, VideoSettings settings)
{
    /// <exception cref="RefusedException">404 for anybody else; 409 <c>visit-not-open</c>, <c>too-early</c>, <c>too-late</c>.</exception>
    public async Task<(VisitFound Found, End End)> Enter(Caller caller, string animalId, string visitId, CancellationToken stop)
    {
        var found = await door.Act(caller, animalId, visitId, stop);
        var end = found.Side switch
        {
            Side.Owner => End.Owner,
            Side.Vet => End.Vet,
            _ => throw new RefusedException(Refusal.NotFound("visit")),
        };
        MustBeOpen(found.Visit);
        return (found, end);
    }

    /// <exception cref="RefusedException">409 <c>visit-not-open</c>, <c>too-early</c>, <c>too-late</c>.</exception>
    public void MustBeOpen(Visit visit)
    {
        if (Closed(visit, clock.GetCurrentInstant()) is { } no) throw new RefusedException(no);
    }

    private Refusal? Closed(Visit visit, Instant now) =>
        !visit.IsOpen ? Refusal.Conflict("visit-not-open", "This visit is over or was called off.")
        : !visit.HasVet ? Refusal.Conflict("too-early", "No vet has taken the visit yet. The room opens as soon as one does.")
        : now < visit.Start - settings.Before ? Refusal.Conflict("too-early", $"The room opens {settings.Before.TotalMinutes:0} minutes before the visit.")
        : now > settings.Closes(visit) ? Refusal.Conflict("too-late", "The visit's time is over.")
        : null;
}

/// <summary>Settings under <c>Video</c>.</summary>
/// <param name="Before">How long before the start the room opens.</param>
/// <param name="After">How long after the planned end it stays open for a visit that is not ended.</param>
public sealed record VideoSettings(Duration Before, Duration After)
{
    /// <summary>When the visit's room closes, and with it the way to go on by phone.</summary>
    public Instant Closes(Visit visit) => visit.End + After;

    public static VideoSettings From(IConfiguration settings) => new(
        Duration.FromMinutes(settings.GetValue("Video:MinutesBefore", 30)),
        Duration.FromMinutes(settings.GetValue("Video:MinutesAfter", 60)));
}
