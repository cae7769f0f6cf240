namespace VetVisits.Journal;

/// <summary>
/// Something that happened. An event holds no name, phone, e-mail or street address: people are opaque ids.
/// Members are only ever added; a changed meaning is a new <see cref="EventType"/> name with an upcaster.
/// </summary>
public abstract record Event;

/// <summary>The stored name (<c>$type</c>) of an event's record.</summary>
public sealed record EventType(string Name, Type Record)
{
    public static EventType Of<T>(string name) where T : Event => new(name, typeof(T));
}
