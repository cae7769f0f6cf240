using VetVisits.Identity;
using VetVisits.Tests.Booking;
using VetVisits.Triage;
using VetVisits.Visits;
using VetVisits.Waiting;

namespace VetVisits.Tests.Waiting;

/// <summary>The steps of a visit on demand, as its owner and its vet take them.</summary>
internal static class OnDemandSteps
{
    public static Caller Vet(string id) => new(Role.Vet, id);

    public static async Task OnDuty(this Clinic clinic, params string[] vets)
    {
        foreach (var vet in vets)
        {
            await clinic.Vet(vet);
            await clinic.Duty(vet, true);
        }
    }

    public static async Task Duty(this Clinic clinic, string vet, bool on)
    {
        await clinic.Get<DutyDesk>().Put(Vet(vet), new(on), default);
        await clinic.Feed();
    }

    /// <param name="first">The animal and its intake are made too.</param>
    public static async Task<VisitView> Request(
        this Clinic clinic, string animal, Level level = Level.Routine, bool first = true, string key = "k", string? practice = null)
    {
        if (first)
        {
            await clinic.Animal(animal, practice: practice);
            await clinic.Intake(animal, level, id: $"i-{animal}");
        }
        return (await clinic.Get<OnDemand>().Request(Clinic.Owner(), animal, new($"i-{animal}", "teletriage"), Clinic.Asked("o1", $"{animal} {key}"), default)).Visit;
    }

    public static Task<Visit> Claim(this Clinic clinic, string vet, string visit, string? key = null) =>
        clinic.Get<Claims>().Claim(Vet(vet), visit, new($"vet:{vet}", key ?? Guid.NewGuid().ToString("N"), ""), default);
}
