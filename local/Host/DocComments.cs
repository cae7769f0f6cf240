using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VetVisits.Local.Host;

/// <summary>The doc comment of a function, as plain text.</summary>
public sealed partial record DocComments(string Summary, string Returns)
{
    private static readonly ConcurrentDictionary<Assembly, ILookup<string, XElement>> Files = new();

    public static DocComments Of(MethodInfo method)
    {
        var members = Files.GetOrAdd(method.DeclaringType!.Assembly, assembly =>
            XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToLookup(m => m.Attribute("name")!.Value.Split('(')[0], StringComparer.Ordinal));
        var found = members[$"M:{method.DeclaringType.FullName}.{method.Name}"].FirstOrDefault();
        return new(Text(found?.Element("summary")), Text(found?.Element("returns")));
    }

    private static string Text(XElement? element)
    {
        if (element is null) return "";
        foreach (var code in element.Descendants("c").ToList()) code.ReplaceWith($"`{code.Value}`");
        foreach (var see in element.Descendants("see").ToList()) see.ReplaceWith(see.Attribute("cref")?.Value.Split('.')[^1] ?? "");
        return Spaces().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
