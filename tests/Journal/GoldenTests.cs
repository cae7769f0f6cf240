using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

/// <summary>
/// Every event type has its golden JSON in <c>Golden/{$type}.json</c>, as it was first stored, which must be readable and foldable for ever.
/// A new type: run this test with <c>UPDATE_GOLDEN=1</c>; it writes what is missing from made-up values (and fails, so that nobody forgets to look at them).
/// An older form of a type that has grown members stays beside it as <c>{$type}.1.json</c>, <c>{$type}.2.json</c>.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = FolderOf();
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string> Types => [.. ProductEvents.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_as_it_was_stored_is_read_and_written_without_loss(string type)
    {
        var known = ProductEvents.All.Single(t => t.Name == type);
        var file = Path.Combine(Folder, $"{type}.json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, JsonSerializer.SerializeToNode(MadeUp.Event(known.Record), Json.Options)!.ToJsonString(Indented) + "\n");
            Assert.Fail($"Golden/{type}.json is written. Look at it, commit it and run again without UPDATE_GOLDEN.");
        }
        Assert.True(File.Exists(file), $"Golden/{type}.json is missing: run this test with UPDATE_GOLDEN=1 and commit what it writes.");

        foreach (var form in Forms(type))
        {
            var stored = JsonNode.Parse(File.ReadAllText(form))!;
            var read = stored.Deserialize<Event>(Json.Options)!;
            Assert.Equal(known.Record, read.GetType());
            AssertKept(stored, JsonSerializer.SerializeToNode(read, Json.Options), Path.GetFileName(form));
        }
    }

    [Fact]
    public void A_golden_file_outlives_its_type()
    {
        var known = ProductEvents.All.Select(t => t.Name).ToHashSet();
        var orphans = Directory.GetFiles(Folder, "*.json").Where(f => !known.Contains(TypeOf(f))).Select(Path.GetFileName);
        Assert.True(!orphans.Any(), $"Stored events of these types could no longer be read: {string.Join(", ", orphans)}. Keep the type, as EventType.Retired if need be.");
    }

    [Fact]
    public void Every_fold_takes_every_event_that_was_ever_stored()
    {
        var commits = ProductEvents.All.Where(t => File.Exists(Path.Combine(Folder, $"{t.Name}.json"))).SelectMany(t => Forms(t.Name)).Select((form, n) =>
            Json.Read<Commit>($$"""
                {"partition": "animal:a", "stream": "visit:v", "version": {{n + 1}}, "at": "2026-11-23T12:00:00Z", "by": "system:test",
                 "events": [{{File.ReadAllText(form)}}]}
                """)).ToList();

        var folds = typeof(Commit).Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Fold<>))
            .Select(p => p.GetValue(null)!)
            .ToList();

        Assert.NotEmpty(folds);
        foreach (var fold in folds)
            Assert.NotNull(fold.GetType().GetMethod(nameof(Fold<>.Of))!.Invoke(fold, [commits]));
    }

    [Fact]
    public void Type_names_are_words_with_dots_and_no_two_are_the_same()
    {
        Assert.All(ProductEvents.All, t => Assert.Matches("^[a-z]+(-[a-z]+)*([.][a-z]+(-[a-z]+)*)+$", t.Name));
        Assert.Equal(ProductEvents.All.Count, ProductEvents.All.Select(t => t.Name).Distinct().Count());
        Assert.Equal(ProductEvents.All.Count, ProductEvents.All.Select(t => t.Record).Distinct().Count());
    }

    [Fact]
    public void No_event_has_a_place_for_a_name_or_an_address()
    {
        string[] personal = ["name", "firstname", "lastname", "ownername", "phone", "phonenumber", "email", "address", "street", "postcode"];
        var found = ProductEvents.All.SelectMany(t => t.Record.GetProperties().Where(p => personal.Contains(p.Name.ToLowerInvariant())).Select(p => $"{t.Name}: {p.Name}"));
        Assert.Empty(found);
    }

    private static IEnumerable<string> Forms(string type) =>
        Directory.GetFiles(Folder, $"{type}.*json").Where(f => TypeOf(f) == type).Order();

    /// <summary>The file's name without <c>.json</c> and without the number of an older form.</summary>
    private static string TypeOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var dot = name.LastIndexOf('.');
        return int.TryParse(name[(dot + 1)..], out _) ? name[..dot] : name;
    }

    /// <summary>Members may have been added since; none may be lost or changed.</summary>
    private static void AssertKept(JsonNode? stored, JsonNode? now, string where)
    {
        if (stored is JsonObject members)
        {
            var kept = Assert.IsType<JsonObject>(now, exactMatch: false);
            foreach (var (name, value) in members) AssertKept(value, kept[name], $"{where} {name}");
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(stored, now), $"{where}: stored {stored?.ToJsonString()}, now {now?.ToJsonString() ?? "nothing"}");
        }
    }

    private static string FolderOf([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
