using System.Globalization;
using NodaTime.Text;
using VetVisits.Outreach;

namespace VetVisits.Calls;

/// <summary>What is said in a call, in the listener's language. It names neither the animal's complaint nor anybody's number; the animal it names to the vet alone, for whoever else picks up may be no one of the house.</summary>
public static class CallSpeech
{
    /// <summary>The words of one step.</summary>
    /// <param name="key">The key that was pressed, when one was.</param>
    /// <param name="animal">Whose visit it is.</param>
    public static Speech Of(CallRequested request, string? key, string step, Reachable listener, string? animal = null)
    {
        var spanish = listener.Language == Language.Es;
        var (english, espanol) = (request.Purpose, step) switch
        {
            (CallPurpose.Fallback, CallStep.Tell) => (
                $"This is VetVisits. The video of {(animal is null ? "your visit" : $"the visit of {animal}")} was lost. Please stay on the line: we are calling the owner now.",
                $"Le habla VetVisits. Se perdió el video de {(animal is null ? "su consulta" : $"la consulta de {animal}")}. Por favor no cuelgue: estamos llamando al dueño."),
            (CallPurpose.Fallback, CallStep.Ask or CallStep.AskAgain) => (
                "This is VetVisits. Your veterinarian is on the line to go on with your visit by phone. Press 1 to be connected.",
                "Le habla VetVisits. Su veterinario está en la línea para continuar la consulta por teléfono. Presione 1 para conectarse."),
            (CallPurpose.Fallback, CallStep.Join) => ("You are connected.", "Están conectados."),
            (CallPurpose.Fallback, CallStep.Sorry) => (
                "The owner could not be reached this time. If we do not reach them soon, they get a message until when to call back. Goodbye.",
                "Esta vez no pudimos comunicarnos con el dueño. Si no lo logramos pronto, recibirá un mensaje que dice hasta cuándo puede llamar. Adiós."),
            (CallPurpose.Reminder, CallStep.Ask or CallStep.AskAgain) => Reminder(request, listener),
            (CallPurpose.Reminder, CallStep.Tell) => key switch
            {
                "1" => ("Thank you, your visit is confirmed. Goodbye.", "Gracias, su consulta está confirmada. Adiós."),
                "2" => ("Your visit is cancelled. Goodbye.", "Su consulta está cancelada. Adiós."),
                _ => ("We are sending you a message to choose another time. Goodbye.", "Le enviamos un mensaje para elegir otra hora. Adiós."),
            },
            (CallPurpose.Verification, _) => Code(request.Token),
            _ => ("Goodbye.", "Adiós."),
        };
        return spanish ? new(espanol, "es-US") : new(english, "en-US");
    }

    /// <summary>The six digits that verify a number: they follow from the call's own token, so no second secret is kept.</summary>
    public static string CodeOf(string token) =>
        (BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("code " + token))) % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);

    private static (string English, string Spanish) Code(string token)
    {
        var digits = string.Join(", ", CodeOf(token).ToCharArray());
        return ($"This is VetVisits. Your code is: {digits}. Again: {digits}. Goodbye.", $"Le habla VetVisits. Su código es: {digits}. Repito: {digits}. Adiós.");
    }

    private static (string English, string Spanish) Reminder(CallRequested request, Reachable listener)
    {
        var zone = SpokenTime.ZoneOf(listener.Zone, request.Zone);
        var at = (request.About ?? request.Deadline).InZone(zone);
        var time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt").Format(at.TimeOfDay);
        var hour = LocalTimePattern.CreateWithInvariantCulture("H:mm").Format(at.TimeOfDay);
        var spanishDay = SpanishDays[(int)at.DayOfWeek - 1];
        return (
            $"This is VetVisits. Your video visit with the veterinarian is on {at.DayOfWeek} at {time}. Press 1 to confirm, 2 to cancel, 3 for a message to choose another time.",
            $"Le habla VetVisits. Su consulta por video con el veterinario es el {spanishDay} a las {hour}. Presione 1 para confirmar, 2 para cancelar, 3 para recibir un mensaje y elegir otra hora.");
    }

    private static readonly string[] SpanishDays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
}
