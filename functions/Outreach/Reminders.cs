using NodaTime;
using VetVisits.Animals;
using VetVisits.Calls;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Owners;
using VetVisits.Visits;

namespace VetVisits.Outreach;

/// <summary>
/// Reminders are planned when a visit gets a time, and decided when they are due: by what the visit and its owner say then. Being due twice, late or
/// after the visit moved reminds nobody: the decision is one event of the visit's stream, and everything else follows from that event.
/// </summary>
public sealed class Reminders(IJournal journal, Streams streams, IDocuments documents, PhoneBook book, DueList list, OutreachSettings settings, IClock clock) : IProjection, IDueWork
{
    /// <summary>After this a reminder helps nobody.</summary>
    private static readonly Duration TooLate = Duration.FromMinutes(10);

    public string Kind => "visit-reminder";

    public bool Concerns(Commit commit) => commit.Events.Any(e => e is VisitBooked or VisitRescheduled);

    public async Task Project(Commit commit, CancellationToken stop)
    {
        var (visit, _) = await Read(new(commit.Partition, new(commit.Stream)), stop);
        if (visit.Status != VisitStatus.Booked || visit.Start <= clock.GetCurrentInstant() || await Owner(visit, stop) is not { } owner) return;
        foreach (var lead in settings.Leads)
        {
            var at = When(visit, lead, owner, settings);
            if (at >= commit.At + settings.AfterBooking)
                await list.Plan(new(Kind, at, commit.Partition, commit.Stream, new ReminderKey((int)lead.TotalMinutes, visit.Starts.Count - 1).ToString()), stop);
        }
    }

    public async Task<Instant?> Do(DueEntry due, CancellationToken stop)
    {
        if (!ReminderKey.TryParse(due.Key, out var key)) return null;
        var now = clock.GetCurrentInstant();
        var (visit, history) = await Read(due.Of, stop);
        if (Decide(visit, key.Value, ReminderChannel.None, settings, now) is Decision.Already || await Owner(visit, stop) is not { } owner || await HasDied(visit, stop)) return null;
        var channel = await Channel(owner, stop);
        var zone = SpokenTime.ZoneOf(owner.Zone, visit.Zone);
        if (IsLoud(channel) && settings.Quiet.Covers(now, zone))
        {
            // The owner asked for another channel since it was planned, or the sweep was late.
            var end = settings.Quiet.EndAfter(now, zone);
            if (end <= visit.Start - TooLate) return end;
            channel = owner.Email is null ? ReminderChannel.None : ReminderChannel.Email;
        }
        if (channel != ReminderChannel.None)
            (await streams.Run(due.Of, Visit.Fold, Asked.System(Kind), (state, at) => Decide(state, key.Value, channel, settings, at), history, stop)).OrThrow();
        return null;
    }

    /// <summary>Reminds, unless the visit has moved on, has been reminded of, or the next reminder is due already. Pure.</summary>
    public static Decision Decide(Visit visit, ReminderKey key, ReminderChannel channel, OutreachSettings settings, Instant now) =>
        visit.Status == VisitStatus.Booked
        && visit.Starts.Count - 1 == key.Moves
        && now < visit.Start - TooLate
        && !visit.Reminded.Contains(key.ToString())
        && !settings.Leads.Any(lead => lead < Duration.FromMinutes(key.LeadMinutes) && now >= visit.Start - lead)
            ? Decision.Of(new VisitReminded(key.ToString(), key.LeadMinutes, channel))
            : Decision.Nothing;

    /// <summary>When a reminder goes out: as long before the visit as it should, moved out of the quiet hours where it makes a noise. Pure.</summary>
    public static Instant When(Visit visit, Duration lead, Owner owner, OutreachSettings settings)
    {
        var at = visit.Start - lead;
        return IsLoud(owner.Reminders) ? settings.Quiet.Around(at, visit.Start - TooLate, SpokenTime.ZoneOf(owner.Zone, visit.Zone)) : at;
    }

    private static bool IsLoud(ReminderChannel channel) => channel is ReminderChannel.Sms or ReminderChannel.Call;

    // A number that nobody proved to be theirs is not rung; a text message does no harm there.
    private async Task<ReminderChannel> Channel(Owner owner, CancellationToken stop) =>
        owner.Reminders == ReminderChannel.Call && await book.Find($"owner:{owner.Id}", stop) is not { Verified: true } ? ReminderChannel.Sms : owner.Reminders;

    private async Task<bool> HasDied(Visit visit, CancellationToken stop) => await documents.Read<Animal>(Animal.At(visit.AnimalId), stop) is { Document.DiedOn: not null };

    private async Task<Owner?> Owner(Visit visit, CancellationToken stop) => (await documents.Read<Owner>(Owners.Owner.At(visit.OwnerId), stop))?.Document;

    private async Task<(Visit Visit, IReadOnlyList<Commit> History)> Read(StreamId stream, CancellationToken stop)
    {
        var history = (await journal.Read(stream.Partition, [stream.Name], stop)).Of(stream.Name);
        return (Visit.Fold.Of(history), history);
    }
}
