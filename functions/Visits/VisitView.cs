using NodaTime;
using VetVisits.Intake;
using VetVisits.Triage;
using VetVisits.Visits.Care;

namespace VetVisits.Visits;

/// <summary>A visit as its owner and its vet see it.</summary>
/// <param name="VetId">Null while the visit waits for a vet to take it.</param>
/// <param name="Flags">What became wrong with it since it was booked: <c>outside-hours</c>, <c>service-withdrawn</c>, <c>licence-missing</c>. The visit stands all the same.</param>
/// <param name="ConfirmedAt">When the owner said, in a reminder call, that they will be there.</param>
/// <param name="Safety">What the owner answered to the safety questions at check-in.</param>
public sealed record VisitView(
    string Id, string AnimalId, string? VetId, VisitStatus Status, string Service, string Species, string Region,
    Instant Start, Instant End, LocalDate Day, string Zone, string? IntakeId, Level? Level, string? Reason, bool BackupPhoneAgreed, Instant BookedAt,
    Instant? CheckedInAt, Instant? StartedAt, Instant? EndedAt, string? Outcome, string? Notes, Side? Late, Side? Missing,
    CancellationView? Cancellation, int Sequence, EmergencyView? Emergency = null, IReadOnlyList<string>? Flags = null, LawGiven? Law = null, Instant? ConfirmedAt = null, SafetyGiven? Safety = null)
{
    public static VisitView Of(Visit visit) => new(
        visit.Id, visit.AnimalId, visit.HasVet ? visit.VetId : null, visit.Status, visit.Service, visit.Species, visit.Region,
        visit.Start, visit.End, visit.Day, visit.Zone, visit.IntakeId, visit.Level, visit.Reason, visit.BackupPhoneAgreed, visit.BookedAt,
        visit.CheckedInAt, visit.StartedAt, visit.EndedAt, visit.Outcome, visit.Notes, visit.Late, visit.Missing,
        visit.Cancellation is { } gone ? new(gone.By, gone.Late, (int)gone.Notice.TotalMinutes, gone.Reason) : null, visit.Sequence,
        visit.Stop is { } stop ? new(stop.Level, EmergencyView.Go, stop.DoNow ?? [], stop.IntakeId) : null, Law: visit.Law, ConfirmedAt: visit.ConfirmedAt, Safety: visit.Safety);

    /// <summary>An emergency's words in the language of whoever asks.</summary>
    public VisitView In(Translation spoken) =>
        Emergency is null ? this : this with { Emergency = Emergency with { Text = spoken.Of(Emergency.Text), DoNow = spoken.Of(Emergency.DoNow) } };
}

/// <summary>Why the visit was stopped, and what the owner does now.</summary>
public sealed record EmergencyView(Level Level, string Text, IReadOnlyList<string> DoNow, string? IntakeId)
{
    public const string Go = NextStep.NotByVideo;
}

/// <param name="Late">Inside the time before the start in which a cancellation counts as late.</param>
/// <param name="NoticeMinutes">How long before the start; negative after it.</param>
public sealed record CancellationView(Side By, bool Late, int NoticeMinutes, string? Reason);

/// <summary>The owner is there.</summary>
/// <param name="Signs">The red flags asked again: what there is now, of <c>GET /intake/signs</c>; an empty list when there is none.</param>
/// <param name="Safety">The answers to the safety questions of <c>GET …/check-in</c>; all or none.</param>
public sealed record CheckInVisit(IReadOnlyList<SignGiven?>? Signs, VitalsGiven? Vitals = null, SafetyAnswers? Safety = null);

public sealed record CancelVisit(string? Reason = null);

/// <summary>The vet ends the visit: an outcome, always, and notes.</summary>
public sealed record EndVisit(string? Outcome, string? Notes = null, VisitSummary? Summary = null);
