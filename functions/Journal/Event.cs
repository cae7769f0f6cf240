namespace VetVisits.Journal;

/// <summary>
/// Something that happened. An event holds no name, phone, e-mail or street address: people are opaque ids.
/// Members are only ever added; a changed meaning is a new <see cref="EventType"/> name with an upcaster.
/// </summary>
public abstract record Event;

/// <summary>The stored name (<c>$type</c>) of an event's record.</summary>
/// <param name="Upcast">For a name that is no longer written: what an event stored under it means today.</param>
public sealed record EventType(string Name, Type Record, Func<Event, Event>? Upcast = null)
{
    public static EventType Of<T>(string name) where T : Event => new(name, typeof(T));

    /// <summary>
    /// A name that is read for ever and written no more. When an event's meaning changes, the new meaning gets a new name and record, and the old record
    /// stays with this, so that folds know the new one only. The release that reads the new name goes out before the one that writes it.
    /// </summary>
    public static EventType Retired<T>(string name, Func<T, Event> today) where T : Event => new(name, typeof(T), old => today((T)old));
}
