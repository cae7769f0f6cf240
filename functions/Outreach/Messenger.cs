using NodaTime;
using VetVisits.Animals;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Video;
using VetVisits.Visits;

namespace VetVisits.Outreach;

/// <summary>
/// Sends one message: looks up who and where, says it in the owner's words, remembers that it went. It is sent at least once: a host that dies between
/// sending and remembering sends it again, under the same id. A message that is no longer true, or whose owner is gone, is not sent.
/// </summary>
public sealed partial class Messenger(
    IDocuments documents, IJournal journal, IMail mail, ITextMessages texts, IEnumerable<IElsewhere> elsewhere, OutreachSettings settings, VideoSettings room, IClock clock, ILogger<Messenger> log)
{
    public async Task Send(OwnerMessage message, CancellationToken stop)
    {
        var place = SentMessage.PlaceOf(message);
        if (await documents.Read<SentMessage>(place, stop) is not null) return;
        if ((await documents.Read<Owner>(Owner.At(message.OwnerId), stop))?.Document is not { } owner) return;
        var visit = message.VisitId is { } id ? await Visit(message.AnimalId, id, stop) : null;
        var now = clock.GetCurrentInstant();
        var named = Named(message, visit);
        if (!IsTrue(message, visit, now) || (message.Template == OwnerTemplate.CallBack && named <= now) || await IsHushed(message, stop)) return;
        var other = elsewhere.FirstOrDefault(e => e.Template == message.Template);
        if (await (other is null ? ToOwner(message, owner, visit, named, now, stop) : ToOther(other, message, visit, now, stop)) is not var (channel, delivery)) return;
        if (delivery == Delivery.Taken) Sent(log, message.Template, channel, message.Id);
        else NotSent(log, message.Template, channel, delivery, message.Id);
        await documents.Write(place, new SentMessage(message.Template, channel, delivery, now), expected: null, stop, SentMessage.Kept);
    }

    private async Task<(MessageChannel, Delivery)?> ToOwner(OwnerMessage message, Owner owner, Visit? visit, Instant named, Instant now, CancellationToken stop)
    {
        if (ChannelOf(message, owner) is not { } channel) return null;
        var words = Wording.Of(
            message.Template, owner.Language, SpokenTime.Of(named, SpokenTime.ZoneOf(owner.Zone, visit?.Zone), owner.Language),
            settings.LinkTo(message.Template, message.AnimalId, message.VisitId));
        return (channel, channel == MessageChannel.Email
            ? await mail.Send(new(message.Id, owner.Email!, words.Subject, words.Text, words.Html, words.Code, now), stop)
            : await texts.Send(new(message.Id, owner.Phone!, words.Brief), stop));
    }

    /// <summary>The time that the message names: the visit's, or until when it can go on by phone, which is never after its room has closed.</summary>
    private Instant Named(OwnerMessage message, Visit? visit) => (message.Template, visit) switch
    {
        (OwnerTemplate.CallBack, { } open) => Instant.Min(message.At + settings.CallBack, room.Closes(open)),
        _ => visit?.Start ?? message.At,
    };

    private async Task<(MessageChannel, Delivery)?> ToOther(IElsewhere other, OwnerMessage message, Visit? visit, Instant now, CancellationToken stop)
    {
        if (await other.Of(message, stop) is not { } there) return null;
        var words = Wording.Of(message.Template, there.Language, SpokenTime.Of(there.Until, SpokenTime.ZoneOf(null, visit?.Zone), there.Language), there.Link);
        return (MessageChannel.Email, await mail.Send(new(message.Id, there.Email, words.Subject, words.Text, words.Html, words.Code, now), stop));
    }

    /// <summary>Whether the message still says what is so. Pure.</summary>
    public static bool IsTrue(OwnerMessage message, Visit? visit, Instant now) => message.Template switch
    {
        OwnerTemplate.VisitBooked or OwnerTemplate.VisitRescheduled or OwnerTemplate.Reminder or OwnerTemplate.RescheduleLink =>
            visit is { Status: VisitStatus.Booked } && now < visit.Start,
        OwnerTemplate.VisitCancelled => visit is { Status: VisitStatus.Cancelled },
        OwnerTemplate.VisitMissed => visit is { Status: VisitStatus.Missed },
        OwnerTemplate.VisitReoffered or OwnerTemplate.StillWaiting => visit is { Status: VisitStatus.Waiting },
        OwnerTemplate.VetFound => visit is { Status: VisitStatus.Booked or VisitStatus.CheckedIn },
        OwnerTemplate.CallBack => visit is { IsOpen: true },
        OwnerTemplate.ClinicSummary => visit is { Status: VisitStatus.Ended },
        OwnerTemplate.PhotoRetake or OwnerTemplate.ShareViewed or OwnerTemplate.MessageReceived => true,
        // Told hours late, it would only frighten: by then the app shows it.
        OwnerTemplate.ReadingAlarm => now - message.At < Duration.FromHours(6),
    };

    /// <summary>Where it goes: where the owner asked for it, else what is read at once for what is urgent, else a letter. Null: the owner gave no address.</summary>
    public static MessageChannel? ChannelOf(OwnerMessage message, Owner owner)
    {
        var wanted = message.Channel ?? (message.Template is OwnerTemplate.VisitReoffered or OwnerTemplate.VetFound or OwnerTemplate.StillWaiting or OwnerTemplate.RescheduleLink or OwnerTemplate.CallBack or OwnerTemplate.ReadingAlarm ? MessageChannel.Text : MessageChannel.Email);
        return (wanted, owner.Email, owner.Phone) switch
        {
            (_, null, null) => null,
            (MessageChannel.Email, not null, _) or (_, not null, null) => MessageChannel.Email,
            _ => MessageChannel.Text,
        };
    }

    // Of an animal that died, nothing is asked and nobody is reminded; a visit that was called off is still said, and what a vet wrote.
    private async Task<bool> IsHushed(OwnerMessage message, CancellationToken stop) =>
        message.Template is not (OwnerTemplate.VisitCancelled or OwnerTemplate.MessageReceived or OwnerTemplate.ClinicSummary) && await documents.Read<Animal>(Animal.At(message.AnimalId), stop) is { Document.DiedOn: not null };

    private async Task<Visit> Visit(string animalId, string visitId, CancellationToken stop)
    {
        var name = VisitStream.Name(visitId);
        return Visits.Visit.Fold.Of((await journal.Read(VisitStream.Partition(animalId), [name], stop)).Of(name));
    }

    [LoggerMessage(1301, LogLevel.Information, "Owner message {Template} went by {Channel}: {Id}")]
    private static partial void Sent(ILogger log, OwnerTemplate template, MessageChannel channel, string id);

    [LoggerMessage(1302, LogLevel.Warning, "Owner message {Template} did not go by {Channel}, {Delivery}: {Id}")]
    private static partial void NotSent(ILogger log, OwnerTemplate template, MessageChannel channel, Delivery delivery, string id);
}

/// <summary>What became of a message, in the owner's own partition: a redelivery finds it and sends nothing. Kept for a month, erased with the owner.</summary>
public sealed record SentMessage(OwnerTemplate Template, MessageChannel Channel, Delivery Delivery, Instant At)
{
    public static Duration Kept { get; } = Duration.FromDays(30);

    public static DocumentId PlaceOf(OwnerMessage message) => new(Owner.PartitionOf(message.OwnerId), $"sent:{message.Id}");
}
