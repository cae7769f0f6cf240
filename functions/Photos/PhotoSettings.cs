using NodaTime;

namespace VetVisits.Photos;

/// <summary>Section <c>Photos</c> of the settings.</summary>
/// <param name="Decodes">How many photos one process decodes at a time (<c>Photos:Decodes</c>, 2); each may take 250 MB.</param>
/// <param name="Patience">How long the pixels of one photo may take (<c>Photos:DecodeSeconds</c>, 10).</param>
/// <param name="Lease">How long an attempt is taken to be alive (<c>Photos:AttemptSeconds</c>, 20).</param>
/// <param name="UploadWithin">How long the ways to upload last (<c>Photos:UploadMinutes</c>, 15).</param>
/// <param name="KeepRefused">How long a refused upload is kept, unreadable (<c>Photos:KeepRefusedHours</c>, 72).</param>
/// <param name="AbandonAfter">When a photo that never came is given up (<c>Photos:AbandonHours</c>, 24).</param>
public sealed record PhotoSettings(int Decodes, TimeSpan Patience, Duration Lease, Duration UploadWithin, Duration KeepRefused, Duration AbandonAfter)
{
    public static PhotoSettings From(IConfiguration settings) => new(
        Math.Clamp(settings.GetValue("Photos:Decodes", 2), 1, 16),
        TimeSpan.FromSeconds(settings.GetValue("Photos:DecodeSeconds", 10.0)),
        Duration.FromSeconds(settings.GetValue("Photos:AttemptSeconds", 20.0)),
        Duration.FromMinutes(settings.GetValue("Photos:UploadMinutes", 15.0)),
        Duration.FromHours(settings.GetValue("Photos:KeepRefusedHours", 72.0)),
        Duration.FromHours(settings.GetValue("Photos:AbandonHours", 24.0)));
}
