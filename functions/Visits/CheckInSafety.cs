using NodaTime;
using VetVisits.Documents;
using VetVisits.Http;
using VetVisits.Journal;
using VetVisits.Owners;

namespace VetVisits.Visits;

/// <summary>What an owner answers to the safety questions at check-in, as they came over HTTP.</summary>
/// <param name="Driving">Whether the owner sits at a wheel at this moment.</param>
/// <param name="AnimalHere">Whether the animal of this visit is with them.</param>
/// <param name="Region">Where the animal is now, ISO 3166-2.</param>
/// <param name="Where">The address or place, for sending help; kept beside the owner's profile for a month, and never in the record.</param>
/// <param name="CallBackNumberRight">Whether the number of the profile is the one to call when the picture fails.</param>
public sealed record SafetyAnswers(bool? Driving, bool? AnimalHere, string? Region, bool? CallBackNumberRight, string? Where = null)
{
    /// <exception cref="RefusedException">422 <c>invalid</c> with all that is not answered.</exception>
    public SafetyGiven Checked()
    {
        var problems = new Problems();
        problems.If(Driving is null, "/safety/driving", "Are you driving? true or false.");
        problems.If(AnimalHere is null, "/safety/animalHere", "Is the animal of this visit with you? true or false.");
        problems.If(CallBackNumberRight is null, "/safety/callBackNumberRight", "Is the number of your profile the one to call you back? true or false.");
        var region = problems.Region("/safety/region", Region);
        problems.TextOrNull("/safety/where", Where, 300);
        problems.ThrowIfAny();
        return new(Driving!.Value, AnimalHere!.Value, region, CallBackNumberRight!.Value);
    }
}

/// <summary>The answers as the visit keeps them: no number, no address.</summary>
public sealed record SafetyGiven(bool Driving, bool AnimalHere, string Region, bool CallBackNumberRight);

/// <summary>Where the owner said that they are: document <c>check-in:{visitId}</c> of the owner's own partition, so that it goes with the owner.</summary>
public sealed record CheckInPlace(string Where)
{
    public static Duration Kept { get; } = Duration.FromDays(30);

    public static DocumentId At(string ownerId, string visitId) => new(Owner.PartitionOf(ownerId), $"check-in:{visitId}");
}

/// <summary>What the answers mean for the visit. Pure.</summary>
public static class SafetyRules
{
    /// <returns>Why the visit cannot begin so; null when nothing stands in the way.</returns>
    public static Refusal? Check(Visit visit, SafetyGiven? given) => given switch
    {
        null => null,
        { Driving: true } => Refusal.Conflict("driving", "Stop where it is safe first, then check in. No vet holds a visit with somebody who drives."),
        { AnimalHere: false } => Refusal.Conflict("animal-not-here", "The vet has to see the animal of this visit. Check in when it is with you, or cancel."),
        { Region: var region } when region != visit.Region =>
            Refusal.Conflict("elsewhere", $"The visit was booked for an animal in {visit.Region}; in {region} other rules and other licences hold. Cancel it, and tell us anew where the animal is: POST /api/animals/{{id}}/intakes."),
        _ => null,
    };
}
