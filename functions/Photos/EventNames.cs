using VetVisits.Journal;
using VetVisits.Photos.Measuring;

namespace VetVisits.Photos;

/// <summary>What the events are called at rest. A name is never used for anything else, and never changes.</summary>
public static class EventNames
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<PhotoRequested>("photo.requested"),
        EventType.Of<PhotoAttempted>("photo.attempted"),
        EventType.Of<PhotoInterrupted>("photo.interrupted"),
        EventType.Of<PhotoReady>("photo.ready"),
        EventType.Of<PhotoJudged>("photo.judged"),
        EventType.Of<PhotoRetake>("photo.retake"),
        EventType.Of<PhotoRefused>("photo.refused"),
        EventType.Of<PhotoAbandoned>("photo.abandoned"),
        EventType.Of<WoundMeasured>("wound.measured"),
    ];
}
