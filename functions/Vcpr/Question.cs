using NodaTime;

namespace VetVisits.Vcpr;

/// <summary>
/// What the law is asked: may this vet give this service to this animal on this day? Facts only; nothing here is looked up.
/// A fact that is left out is unknown, and unknown never opens a door.
/// </summary>
/// <param name="Region">Where the animal is at the time of the service (ISO 3166-2, or <c>GB</c>).</param>
/// <param name="On">The day of the service, where the animal is.</param>
/// <param name="Service">One of <see cref="ServiceIds"/>.</param>
/// <param name="Complaint">What it is about, as an opaque key; compared with the complaint of an examination.</param>
/// <param name="Urgent">Whether triage or the vet calls the case an emergency or urgent: some regions then let telemedicine come first.</param>
public sealed record Question(
    string Region, LocalDate On, string Service, VetFacts Vet, AnimalFacts Animal,
    IReadOnlyList<ExaminationFact>? Examinations = null, IReadOnlyList<StartFact>? Starts = null,
    LocalDate? ConsentOn = null, Channel Channel = Channel.Video, string? Complaint = null, bool Urgent = false);

/// <summary>The vet who would give the service.</summary>
/// <param name="Licences">Verified licences; the one for the animal's region must be valid on the day.</param>
/// <param name="ReferredBy">The vet who sent the owner to this specialist, or who asks this one for an opinion.</param>
public sealed record VetFacts(string Id, IReadOnlyList<LicenceFact> Licences, string? ReferredBy = null);

/// <param name="Until">The last day on which it is valid; null when it does not expire.</param>
public sealed record LicenceFact(string Region, LocalDate? Until = null, LocalDate? From = null);

public sealed record AnimalFacts(string Species, AnimalUse? Use = null);

/// <summary>What an animal is kept for. Several laws treat food animals and race horses apart.</summary>
public enum AnimalUse
{
    Companion,
    FoodProduction,
    Racing,
}

/// <summary>A physical examination of the animal, or a visit to where it lives, by a vet in person.</summary>
/// <param name="SamePractice">Whether that vet works at the asked vet's own practice and left a record that the asked vet can read.</param>
public sealed record ExaminationFact(string VetId, LocalDate On, string? Complaint = null, bool SamePractice = false);

/// <summary>A relationship that began without hands on the animal: by live video, or as an emergency with a deadline.</summary>
public sealed record StartFact(string VetId, string Region, LocalDate On, StartedBy By, string? Complaint = null, bool SamePractice = false);

public enum StartedBy
{
    SynchronousVideo,
    EmergencyException,
}

public enum Channel
{
    Video,
    Phone,
    Messages,
}

/// <summary>The services of service-types.json that are booked, and the two that rules treat apart.</summary>
public static class ServiceIds
{
    public const string Teleadvice = "teleadvice";
    public const string Teletriage = "teletriage";
    public const string Telemedicine = "telemedicine";
    public const string Teleconsulting = "teleconsulting";
    public const string Telemonitoring = "telemonitoring";
    public const string FollowUp = "follow-up";
    public const string Refill = "refill";

    public static IReadOnlyList<string> All { get; } = [Teleadvice, Teletriage, Telemedicine, Telemonitoring, FollowUp, Refill, Teleconsulting];
}
