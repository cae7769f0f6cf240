using NodaTime;
using VetVisits.Http;

namespace VetVisits.Calls;

/// <summary>
/// Settings under <c>Phone</c>: <c>LongestMinutes</c> after which a call without an end is cut, <c>MostAttempts</c> to reach somebody, <c>SecondsBetween</c> the first two, doubled each time.
/// </summary>
public sealed class CallSettings(IConfiguration settings)
{
    public Duration Longest { get; init; } = Duration.FromMinutes(settings.GetValue("Phone:LongestMinutes", 90));

    public int MostAttempts { get; init; } = settings.GetValue("Phone:MostAttempts", 3);

    public Duration Between { get; init; } = Duration.FromSeconds(settings.GetValue("Phone:SecondsBetween", 60));

    /// <summary>Where the provider reports a call's steps; null where no telephone is set up.</summary>
    // Read when it is needed: a host on one machine knows its own address only once it listens.
    public Uri? CallbackOf(CallAddress at, string token) =>
        PublicAddress.Of(settings) is { } us ? new(us, $"api/calls/{at.Partition}/{at.CallId}/reports/{token}") : null;
}
