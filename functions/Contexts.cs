using System.Text.Json.Serialization.Metadata;
using VetVisits.Journal;

namespace VetVisits;

/// <summary>What each capability brings to the product's JSON: its source-generated context and its events. One line each.</summary>
public static class Contexts
{
    public static IReadOnlyList<IJsonTypeInfoResolver> All { get; } =
    [
        JournalJson.Default,
        Calls.CallsJson.Default,
        Animals.AnimalsJson.Default,
        Practices.PracticesJson.Default,
        Vets.VetsJson.Default,
    ];

    public static IReadOnlyList<EventType> Events { get; } =
    [
        .. Calls.CallsJson.Events,
        .. Vets.VetsJson.Events,
    ];
}
