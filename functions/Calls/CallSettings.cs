using NodaTime;
using VetVisits.Http;

namespace VetVisits.Calls;

/// <summary>
/// Settings under <c>Phone</c>: <c>Provider</c>, <c>CallerId</c> (the number that calls, E.164), <c>LongestMinutes</c> after which a call without an end is cut, <c>JoinMinutes</c> after which one that has not joined two people is,
/// <c>MostAttempts</c> to reach somebody, <c>SecondsBetween</c> the first two, doubled each time.
/// </summary>
public sealed class CallSettings(IConfiguration settings)
{
    /// <exception cref="InvalidOperationException">The setting names none that there is.</exception>
    public static PhoneProvider ProviderOf(IConfiguration settings) => settings["Phone:Provider"] switch
    {
        null or "" or "acs" => PhoneProvider.Acs,
        "twilio" => PhoneProvider.Twilio,
        _ => throw new InvalidOperationException("The setting Phone:Provider must be acs or twilio."),
    };

    public Duration Longest { get; init; } = Duration.FromMinutes(settings.GetValue("Phone:LongestMinutes", 90));

    public Duration Join { get; init; } = Duration.FromMinutes(settings.GetValue("Phone:JoinMinutes", 5));

    public int MostAttempts { get; init; } = settings.GetValue("Phone:MostAttempts", 3);

    public Duration Between { get; init; } = Duration.FromSeconds(settings.GetValue("Phone:SecondsBetween", 60));

    /// <summary>Where the provider reports a call's steps; null where no telephone is set up.</summary>
    // Read when it is needed: a host on one machine knows its own address only once it listens.
    public Uri? CallbackOf(CallAddress at, string token) =>
        PublicAddress.Of(settings) is { } us ? new(us, $"api/calls/{at.Partition}/{at.CallId}/reports/{token}") : null;
}

/// <summary>Who carries calls: Azure Communication Services, or Twilio.</summary>
public enum PhoneProvider
{
    Acs,
    Twilio,
}
