namespace VetVisits.Local.Demo;

/// <summary>Prints what happens as a timeline a person can follow, and counts what did not show what it should.</summary>
public sealed class Story(TextWriter page)
{
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;

    /// <summary>What went otherwise than it should.</summary>
    public List<string> Broken { get; } = [];

    public int Shown { get; private set; }

    public void Chapter(string title)
    {
        page.WriteLine();
        page.WriteLine(title);
        page.WriteLine(new string('-', title.Length));
    }

    public void Tell(string who, string what) => page.WriteLine($"  {DateTimeOffset.UtcNow - began:mm\\:ss\\.f}  {who,-10} {what}");

    /// <summary>Something that must be so.</summary>
    public void Expect(bool holds, string what)
    {
        Shown++;
        page.WriteLine($"           {(holds ? "  ok" : "NOT SO"),10} {what}");
        if (!holds) Broken.Add(what);
    }
}
