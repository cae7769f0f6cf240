using System.Net;

namespace VetVisits.Outreach;

/// <summary>A message in words: a subject, a text of paragraphs, a short form for telephones. None of them names a person, an animal or a complaint: subjects and text messages lie open on a locked screen.</summary>
/// <param name="Link">Where the owner goes on; null where no app address is set.</param>
public sealed record Wording(string Subject, IReadOnlyList<string> Paragraphs, Uri? Link, Language Language)
{
    public const string Sender = "VetVisits";

    /// <param name="when">The time of the visit, or until when to call back, as <see cref="SpokenTime"/> says it.</param>
    public static Wording Of(OwnerTemplate template, Language language, string when, Uri? link)
    {
        var (subject, text) = language == Language.Es ? Spanish(template, when) : English(template, when);
        var open = (template, language) switch
        {
            (OwnerTemplate.ClinicSummary, Language.Es) => "No hace falta una cuenta. Quien tiene el enlace puede abrirlo: no lo comparta, por favor.",
            (OwnerTemplate.ClinicSummary, _) => "No account is needed. Whoever has the link can open it: please do not pass it on.",
            (_, Language.Es) => "Abra VetVisits para ver los detalles.",
            _ => "Open VetVisits for the details.",
        };
        return new(subject, [text, open], link, language);
    }

    public string Code => Language.Code();

    public string Text => string.Join("\r\n\r\n", Link is null ? Paragraphs : [.. Paragraphs, Link.AbsoluteUri]) + "\r\n";

    public string Html
    {
        get
        {
            var paragraphs = string.Concat(Paragraphs.Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>\r\n"));
            var link = Link is null ? "" : $"<p><a href=\"{WebUtility.HtmlEncode(Link.AbsoluteUri)}\">{Sender}</a></p>\r\n";
            return $"<!doctype html>\r\n<html lang=\"{Code}\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(Subject)}</title></head><body>\r\n{paragraphs}{link}</body></html>\r\n";
        }
    }

    /// <summary>For a telephone: who writes, one sentence or two, the link.</summary>
    public string Brief => Link is null ? $"{Sender}: {Paragraphs[0]}" : $"{Sender}: {Paragraphs[0]} {Link.AbsoluteUri}";

    private static (string Subject, string Text) English(OwnerTemplate template, string when) => template switch
    {
        OwnerTemplate.VisitBooked => ("Your visit is booked", $"Your video visit is booked for {when}."),
        OwnerTemplate.VisitRescheduled => ("Your visit has a new time", $"Your video visit is now on {when}."),
        OwnerTemplate.VisitCancelled => ("Your visit was cancelled", $"Your video visit on {when} was cancelled. Please choose another time. If it cannot wait, go to an open clinic now."),
        OwnerTemplate.VisitMissed => ("Your visit did not take place", $"Your video visit on {when} did not take place. Please choose another time. If it cannot wait, go to an open clinic now."),
        OwnerTemplate.VisitReoffered => ("Your vet did not come", "Your vet did not come to your video visit. We are sorry; that costs you nothing. Other vets are being asked now. If it cannot wait, go to an open clinic now."),
        OwnerTemplate.VetFound => ("A vet is ready for you", "A vet has taken your visit and is ready now. Please join."),
        OwnerTemplate.StillWaiting => ("You are still in line", "No vet has been free for your visit yet. You are still in line; the app shows your place and what else you can do. If it cannot wait, go to an open clinic now."),
        OwnerTemplate.Reminder => ("Your visit is coming up", $"Your video visit is on {when}. Please test camera and microphone before."),
        OwnerTemplate.RescheduleLink => ("Choose another time", $"Your video visit is still booked for {when}. Here you can choose another time."),
        OwnerTemplate.CallBack => ("The call for your visit did not get through", $"We could not connect you and your vet by phone. You can go on by phone until {when}: open the visit and choose to continue by phone."),
        OwnerTemplate.PhotoRetake => ("Please take a photo again", "One of your photos cannot be used. Please take it again; the app says how."),
        OwnerTemplate.ShareViewed => ("What you shared was opened", "Somebody opened what you had shared. If you did not expect that, end the share."),
        OwnerTemplate.ReadingAlarm => ("Please look at your animal now", "A measurement at home is alarming. Look at your animal now; the app says what to do. If it struggles to breathe or cannot stand, go to an emergency clinic."),
        OwnerTemplate.MessageReceived => ("Your vet wrote to you", "There is a message from your vet. It can be read in the app only."),
        OwnerTemplate.ClinicSummary => ("The summary of a video visit, for your clinic", $"The owner of an animal in your care asks you to read the summary of a video visit. The link opens it until {when}."),
    };

    private static (string Subject, string Text) Spanish(OwnerTemplate template, string when) => template switch
    {
        OwnerTemplate.VisitBooked => ("Su consulta está reservada", $"Su consulta por video está reservada para el {when}."),
        OwnerTemplate.VisitRescheduled => ("Su consulta tiene otra hora", $"Su consulta por video es ahora el {when}."),
        OwnerTemplate.VisitCancelled => ("Su consulta fue cancelada", $"Su consulta por video del {when} fue cancelada. Elija otra hora, por favor. Si no puede esperar, vaya ahora a una clínica abierta."),
        OwnerTemplate.VisitMissed => ("Su consulta no se realizó", $"Su consulta por video del {when} no se realizó. Elija otra hora, por favor. Si no puede esperar, vaya ahora a una clínica abierta."),
        OwnerTemplate.VisitReoffered => ("Su veterinario no se presentó", "Su veterinario no se presentó a la consulta por video. Lo sentimos; no se le cobrará. Estamos llamando a otros veterinarios. Si no puede esperar, vaya ahora a una clínica abierta."),
        OwnerTemplate.VetFound => ("Un veterinario le espera", "Un veterinario ha tomado su consulta y está listo. Entre ahora, por favor."),
        OwnerTemplate.StillWaiting => ("Usted sigue en la fila", "Todavía ningún veterinario está libre para su consulta. Usted sigue en la fila; la aplicación muestra su lugar y qué más puede hacer. Si no puede esperar, vaya ahora a una clínica abierta."),
        OwnerTemplate.Reminder => ("Se acerca su consulta", $"Su consulta por video es el {when}. Pruebe antes la cámara y el micrófono, por favor."),
        OwnerTemplate.RescheduleLink => ("Elija otra hora", $"Su consulta por video sigue reservada para el {when}. Aquí puede elegir otra hora."),
        OwnerTemplate.CallBack => ("No se logró la llamada de su consulta", $"No pudimos conectarle por teléfono con su veterinario. Puede continuar por teléfono hasta el {when}: abra la consulta y elija continuar por teléfono."),
        OwnerTemplate.PhotoRetake => ("Tome una foto otra vez", "Una de sus fotos no se puede usar. Tómela otra vez, por favor; la aplicación explica cómo."),
        OwnerTemplate.ShareViewed => ("Abrieron lo que usted compartió", "Alguien abrió lo que usted compartió. Si no lo esperaba, termine de compartirlo."),
        OwnerTemplate.ReadingAlarm => ("Mire a su animal ahora, por favor", "Una medición en casa es alarmante. Mire a su animal ahora; la aplicación dice qué hacer. Si le cuesta respirar o no puede levantarse, vaya a una clínica de urgencias."),
        OwnerTemplate.MessageReceived => ("Su veterinario le escribió", "Hay un mensaje de su veterinario. Solo se puede leer en la aplicación."),
        OwnerTemplate.ClinicSummary => ("El resumen de una consulta por video, para su clínica", $"El dueño de un animal que ustedes atienden les pide leer el resumen de una consulta por video. El enlace lo abre hasta el {when}."),
    };
}
