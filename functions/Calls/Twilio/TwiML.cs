using System.Xml.Linq;

namespace VetVisits.Calls.Twilio;

/// <summary>What a leg is told to do, as TwiML. Steps come back to the call's own address with the step's name in the query.</summary>
public static class TwiML
{
    private static readonly Dictionary<string, string> Voices = new(StringComparer.Ordinal) { ["en-US"] = "Polly.Joanna", ["es-US"] = "Polly.Lupe" };

    /// <summary>Waits in silence for what comes next.</summary>
    public static string Wait(Uri callback) => Response(new XElement("Pause", new XAttribute("length", 60)), Back(callback));

    /// <summary>Speaks, and reports that it did.</summary>
    public static string Say(Speech speech, Uri callback, string step) => Response(Spoken(speech), Back(At(callback, step)));

    /// <summary>Speaks and takes one key; no key within twelve seconds is reported too.</summary>
    public static string Ask(Speech speech, Uri callback, string step) => Response(new XElement(
        "Gather",
        new XAttribute("numDigits", 1), new XAttribute("timeout", 12), new XAttribute("actionOnEmptyResult", "true"), new XAttribute("action", At(callback, step).AbsoluteUri), Spoken(speech)));

    /// <summary>Speaks and brings the leg into the call's own room, which ends with the first who leaves it.</summary>
    public static string Join(Speech speech, Uri callback, string step, string room) => Response(Spoken(speech), new XElement("Dial", new XElement(
        "Conference",
        new XAttribute("beep", "false"), new XAttribute("waitUrl", ""), new XAttribute("endConferenceOnExit", "true"),
        new XAttribute("statusCallback", At(callback, step).AbsoluteUri), new XAttribute("statusCallbackEvent", "join"), room)));

    public static Uri At(Uri callback, string step) => new($"{callback.AbsoluteUri}?step={step}");

    private static XElement Spoken(Speech speech) => new(
        "Say", new XAttribute("language", speech.Language), Voices.TryGetValue(speech.Language, out var voice) ? new XAttribute("voice", voice) : null, speech.Text);

    private static XElement Back(Uri to) => new("Redirect", to.AbsoluteUri);

    private static string Response(params object[] verbs) =>
        new XDeclaration("1.0", "UTF-8", null) + new XElement("Response", verbs).ToString(SaveOptions.DisableFormatting);
}
