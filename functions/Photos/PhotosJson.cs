using System.Text.Json;
using System.Text.Json.Serialization;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Photos.Measuring;

namespace VetVisits.Photos;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PhotoRequested))]
[JsonSerializable(typeof(PhotoAttempted))]
[JsonSerializable(typeof(PhotoInterrupted))]
[JsonSerializable(typeof(PhotoReady))]
[JsonSerializable(typeof(PhotoJudged))]
[JsonSerializable(typeof(PhotoRetake))]
[JsonSerializable(typeof(PhotoRefused))]
[JsonSerializable(typeof(PhotoAbandoned))]
[JsonSerializable(typeof(WoundMeasured))]
[JsonSerializable(typeof(MeasureWound))]
[JsonSerializable(typeof(MeasurementView))]
[JsonSerializable(typeof(WoundView))]
[JsonSerializable(typeof(View<PhotoEntry>))]
[JsonSerializable(typeof(View<PendingPhoto>))]
[JsonSerializable(typeof(UploadLink))]
[JsonSerializable(typeof(PhotoWanted))]
[JsonSerializable(typeof(WaysToUpload))]
[JsonSerializable(typeof(Uploaded))]
[JsonSerializable(typeof(PhotoView))]
[JsonSerializable(typeof(PhotoList))]
[JsonSerializable(typeof(Guide))]
public sealed partial class PhotosJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
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
