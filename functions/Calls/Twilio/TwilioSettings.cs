namespace VetVisits.Calls.Twilio;

/// <summary>
/// Settings under <c>Phone:Twilio</c>: <c>AccountSid</c>, <c>AuthToken</c> (the secret that also signs Twilio's requests) and <c>Api</c> for another region's address;
/// and <c>Phone:CallerId</c>, a number of the account.
/// </summary>
public sealed class TwilioSettings(IConfiguration settings)
{
    private const string PublicApi = "https://api.twilio.com/2010-04-01/";

    public Uri Api { get; } = new(settings["Phone:Twilio:Api"] is { Length: > 0 } api ? api : PublicApi);

    public string AccountSid => Needed("Phone:Twilio:AccountSid");

    public string AuthToken => Needed("Phone:Twilio:AuthToken");

    public string CallerId => Needed("Phone:CallerId");

    private string Needed(string name) => settings[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The setting {name} is missing.");
}
