using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VetVisits.Tests.Infra;

/// <summary>The Bicep files as the grammar reads them: literal values as JSON, anything computed as <c>{ "=": source }</c>.</summary>
internal sealed class Templates
{
    private static readonly Lazy<Templates> Own = new(() => new(Repository.Path("infra")));

    private readonly JsonObject files;

    public Templates(string folder) => files = Read(folder);

    public static Templates OfTheProduct => Own.Value;

    public IEnumerable<string> Files => files.Select(f => f.Key);

    public JsonNode File(string name) => files[name] ?? throw new ArgumentException($"There is no {name}.", nameof(name));

    public IEnumerable<string> Faults => files.SelectMany(f => Strings(f.Value!["faults"]).Select(fault => $"{f.Key} {fault}"));

    /// <summary>Resources that a template makes, of one type; not those that it only refers to.</summary>
    public IEnumerable<Resource> Resources(string type) =>
        All.Where(r => !r.Existing && string.Equals(r.Type, type, StringComparison.OrdinalIgnoreCase));

    public Resource Resource(string file, string symbol) => All.Single(r => r.File == file && r.Symbol == symbol);

    public IEnumerable<Resource> All =>
        from file in files
        from resource in file.Value!["resources"]!.AsArray()
        select new Resource(
            file.Key, (string)resource["symbol"]!, (string)resource["type"]!, (string)resource["version"]!, (bool)resource["existing"]!,
            (string?)resource["condition"], (string?)resource["loop"], resource["body"]!);

    public JsonNode? Variable(string file, string name) => File(file)["variables"]![name];

    public static IEnumerable<string> Strings(JsonNode? array) => (array as JsonArray ?? []).Select(v => (string)v!);

    private static JsonObject Read(string folder)
    {
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Repository.Path("tests", "Infra", "templates.mjs"));
        start.ArgumentList.Add(folder);
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var json = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        if (node.ExitCode != 0) throw new InvalidOperationException($"The templates could not be read: {errors.Result}");
        return JsonNode.Parse(json)!.AsObject();
    }
}

internal sealed record Resource(string File, string Symbol, string Type, string Version, bool Existing, string? Condition, string? Loop, JsonNode Body)
{
    /// <summary>A value by its path, such as <c>properties.networkAcls.bypass</c>; computed values by their source.</summary>
    public string? this[string path] => Text(Node(path));

    public JsonNode? Node(string path) => path.Split('.').Aggregate((JsonNode?)Body, (node, name) => node is JsonObject o ? o[name] : null);

    public override string ToString() => $"{File} {Symbol}";

    public static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonObject computed when computed["="] is { } source => (string)source!,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => (string)value!,
        _ => node.ToJsonString(),
    };
}
