using System.Text.Json.Serialization;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Visits;

namespace VetVisits.Outreach;

/// <summary>What an owner is told. Each has its words in every language of the product.</summary>
public enum OwnerTemplate
{
    VisitBooked,
    VisitRescheduled,
    VisitCancelled,
    VisitMissed,

    /// <summary>The vet never came; other vets are being asked.</summary>
    VisitReoffered,

    /// <summary>A vet has taken the visit that waited.</summary>
    VetFound,

    /// <summary>The wait is long: how it stands, and what else can be done.</summary>
    StillWaiting,
    Reminder,

    /// <summary>Asked for in a reminder call: where another time can be chosen.</summary>
    RescheduleLink,

    /// <summary>The telephone reached nobody: until when the owner can call back.</summary>
    CallBack,

    /// <summary>A photograph cannot be used and should be taken again.</summary>
    PhotoRetake,

    /// <summary>Somebody opened what the owner had shared.</summary>
    ShareViewed,

    /// <summary>A device at home, or a vet, measured something alarming.</summary>
    ReadingAlarm,

    /// <summary>The vet wrote to the owner.</summary>
    MessageReceived,

    /// <summary>To the regular clinic, for the owner: the summary of a visit can be read.</summary>
    ClinicSummary,
}

/// <summary>Where a message goes.</summary>
public enum MessageChannel
{
    Email,
    Text,
}

/// <summary>
/// One message of the queue <c>owner-messages</c>: ids and a template's name, no words and no address. What it says is read when it is sent.
/// </summary>
/// <param name="Id">Follows from what happened, so that the same fact told twice is one message.</param>
/// <param name="At">When it happened.</param>
/// <param name="Channel">Where the owner asked for this one; null by the template's own rule.</param>
public sealed record OwnerMessage(
    string Id, string OwnerId, OwnerTemplate Template, string AnimalId, string? VisitId, Instant At, MessageChannel? Channel = null,
    [property: JsonPropertyName("traceparent")] string? Trace = null) : IHandedOn
{
    /// <param name="key">What makes the fact one within its animal: a stream with a version, a call.</param>
    public static OwnerMessage Of(OwnerTemplate template, string ownerId, string animalId, string? visitId, string key, Instant at, MessageChannel? channel = null) =>
        new(Uuid.V5($"{template} {animalId} {key}").ToString("N"), ownerId, template, animalId, visitId, at, channel);

    public static OwnerMessage Of(OwnerTemplate template, Visit visit, string key, Instant at, MessageChannel? channel = null) =>
        Of(template, visit.OwnerId, visit.AnimalId, visit.Id, key, at, channel);
}
