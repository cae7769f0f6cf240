using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Visits;

namespace VetVisits.Outreach;

/// <summary>What owners hear of their visits. Who cancels knows it, and is not told.</summary>
public sealed class VisitMessages(IJournal journal) : IOwnerMessageSource
{
    public bool Concerns(Commit commit) => VisitStream.Id(commit.Stream) is not null && commit.Events.Any(e => TemplateOf(e) is not null);

    public async Task<IReadOnlyList<OwnerMessage>> From(Commit commit, CancellationToken stop)
    {
        var name = new StreamName(commit.Stream);
        var visit = Visit.Fold.Of((await journal.Read(commit.Partition, [name], stop)).Of(name));
        return
        [
            .. commit.Events.Where(e => TemplateOf(e) is not null)
                .Select(e => OwnerMessage.Of(TemplateOf(e)!.Value, visit, $"{commit.Stream} {commit.Version}", commit.At, ChannelOf(e))),
        ];
    }

    private static OwnerTemplate? TemplateOf(Event happened) => happened switch
    {
        VisitBooked => OwnerTemplate.VisitBooked,
        VisitRescheduled => OwnerTemplate.VisitRescheduled,
        VisitCancelled { By: not Side.Owner } => OwnerTemplate.VisitCancelled,
        VisitMissed => OwnerTemplate.VisitMissed,
        VisitReoffered => OwnerTemplate.VisitReoffered,
        VisitClaimed => OwnerTemplate.VetFound,
        WaitTold => OwnerTemplate.StillWaiting,
        VisitReminded { Channel: ReminderChannel.Email or ReminderChannel.Sms } => OwnerTemplate.Reminder,
        _ => null,
    };

    private static MessageChannel? ChannelOf(Event happened) => happened switch
    {
        VisitReminded { Channel: ReminderChannel.Email } => MessageChannel.Email,
        VisitReminded { Channel: ReminderChannel.Sms } => MessageChannel.Text,
        _ => null,
    };
}
