namespace VetVisits.Journal;

/// <summary>The name of one thing's history inside its partition, such as <c>visit:0192…</c> or <c>schedule:2026-11-23</c>.</summary>
public readonly record struct StreamName
{
    public StreamName(string value) => Value = Names.Checked(value);

    public string Value { get; }

    public override string ToString() => Value;
}

/// <summary>Where a stream is: a partition (<c>animal:…</c>, <c>vet:…</c>, <c>owner:…</c>, <c>practice:…</c>) and a name in it.</summary>
public readonly record struct StreamId
{
    public StreamId(string partition, StreamName name) => (Partition, Name) = (Names.Checked(partition), name);

    public string Partition { get; }

    public StreamName Name { get; }

    public override string ToString() => $"{Partition}/{Name}";
}

/// <summary>
/// The one rule for names in both stores: <c>[A-Za-z0-9_.:~-]</c>, 1 to 200 bytes.
/// Cosmos DB accepts a <c>/</c> in an id on create and can then neither read nor delete the item; so every other character is refused here.
/// </summary>
public static class Names
{
    public const int MaxLength = 200;

    public static bool Allows(string? value) =>
        value is { Length: > 0 and <= MaxLength } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '~' or '-');

    /// <exception cref="ArgumentException">The name is empty, longer than 200 bytes, or has a character outside the rule.</exception>
    public static string Checked(string value) =>
        Allows(value) ? value : throw new ArgumentException($"A name uses 1 to {MaxLength} of [A-Za-z0-9_.:~-]; this one does not.", nameof(value));
}
