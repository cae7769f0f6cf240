using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Feed;
using VetVisits.Journal;
using VetVisits.Local.Host;
using VetVisits.Photos;

namespace VetVisits.Tests.Infra;

/// <summary>Names that templates and code share are the same names.</summary>
public sealed partial class CodeTests
{
    private static readonly Templates Infra = Templates.OfTheProduct;

    [Fact]
    public void The_queues_are_those_of_the_code_and_each_has_its_poison_queue()
    {
        Assert.Equal(QueueNames.All, Templates.Strings(Infra.Variable("modules/host-storage.bicep", "queueNames")));
        Assert.Equal("'${name}-poison'", Resource.Text(Infra.Variable("modules/host-storage.bicep", "poisonNames")!["body"]));
        Assert.Equal("calls-poison", QueueNames.PoisonOf("calls"));
        Assert.Equal("for name in concat(queueNames, poisonNames)", Infra.Resource("modules/host-storage.bicep", "queues").Loop);
        Assert.Equal("webjobs-blobtrigger-poison", Infra.Resource("modules/photo-storage.bicep", "poison")["name"]);
    }

    [Fact]
    public void No_queue_of_the_code_is_left_out_and_each_has_somebody_who_takes_its_messages_or_keeps_its_poison()
    {
        var named = typeof(QueueNames).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(named.Order(), QueueNames.All.Order());
        var taken = Found.In(Found.Classes).Select(f => f.Trigger).OfType<QueueTriggerAttribute>().Select(q => q.QueueName).ToHashSet();
        Assert.Empty(taken.Except([.. QueueNames.All, .. QueueNames.All.Select(QueueNames.PoisonOf), Poison.BlobQueue]));
        // vet-notifications and what falls out of it are the startup's own.
        Assert.All(QueueNames.All.Where(q => q is not (QueueNames.VetNotifications or QueueNames.FeedPoison)), queue => Assert.Contains(QueueNames.PoisonOf(queue), taken));
        Assert.Contains(QueueNames.FeedPoison, taken);
        Assert.Contains(Poison.BlobQueue, taken);
        Assert.Equal(QueueNames.All.Except([QueueNames.VetNotifications]).Append(Poison.BlobQueue).Order(), Poison.Queues.Order());
    }

    [Fact]
    public void The_containers_of_photographs_are_those_of_the_code()
    {
        var named = typeof(PhotoBlob).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!);
        var made = Infra.Resources("Microsoft.Storage/storageAccounts/blobServices/containers").Where(c => c.File == "modules/photo-storage.bicep").Select(c => c["name"]!);
        Assert.Equal(named.Append("dead-letters").Order(), made.Order());
    }

    [Fact]
    public void Every_setting_that_the_templates_write_is_one_that_somebody_reads()
    {
        string[] ofThePlatform = ["AZURE_CLIENT_ID", "AZURE_TOKEN_CREDENTIALS", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING"];
        string[] ofATrigger = ["credential", "clientId", "blobServiceUri", "queueServiceUri", "tableServiceUri", "accountEndpoint"];
        var main = File.ReadAllText(Repository.Path("infra", "main.bicep"));
        var written = Settings().Select(s => s.Key).Concat(ProductSetting().Matches(main).Select(m => m.Groups["name"].Value)).Distinct().ToList();
        Assert.Contains("Phone__Acs__ResourceId", written);
        var code = string.Concat(Directory.EnumerateFiles(Repository.Path("functions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.DoesNotContain(written.Except(ofThePlatform), name =>
        {
            var parts = name.Split("__");
            if (parts is [Connections.Queues or Connections.Photos or Connections.Cosmos, var part] && ofATrigger.Contains(part)) return false;
            // Read whole, by its section's constant, or as a member of its section.
            return !code.Contains($"\"{string.Join(':', parts)}\"", StringComparison.Ordinal) && !code.Contains($"}}:{parts[^1]}\"", StringComparison.Ordinal)
                && !(code.Contains($"GetSection(\"{parts[0]}\")", StringComparison.Ordinal) && code.Contains($"section[\"{parts[^1]}\"]", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void The_containers_have_the_keys_indexes_and_times_to_live_that_the_code_expects()
    {
        var said = Infra.Variable("modules/cosmos.bicep", "containers")!.AsArray().Select(c => new
        {
            Name = (string)c!["name"]!,
            Key = (string)c["partitionKey"]!,
            Indexed = string.Join(' ', Templates.Strings(c["indexed"])),
            Ordered = Ordered(c["ordered"]!.AsArray()),
            Expires = (bool)c["expires"]!,
        });
        Assert.Equal(
            Containers.All.Select(c => new { c.Name, Key = c.PartitionKey, Indexed = string.Join(' ', c.Indexed), Ordered = string.Join(' ', c.Ordered), c.Expires }),
            said);
        Assert.Equal(Containers.Database, Infra.Resource("modules/cosmos.bicep", "database")["name"]);

        var made = Infra.Resource("modules/cosmos.bicep", "all");
        Assert.Equal("for container in containers", made.Loop);
        var shape = made["properties.resource"]!;
        Assert.StartsWith("union(container.expires ? { defaultTtl: -1 } : {}, {", shape, StringComparison.Ordinal);
        Assert.Contains("excludedPaths: [{ path: '/*' }]", shape, StringComparison.Ordinal);
        Assert.Contains("kind: 'Hash', version: 2, paths: [container.partitionKey]", shape, StringComparison.Ordinal);

        static string Ordered(JsonArray names) => names.Count == 0 ? ""
            : string.Join(' ', Infra.Variable("modules/cosmos.bicep", Resource.Text(names.Single())!)!.AsArray().Where(p => (string?)p!["order"] == "ascending").Select(p => (string)p!["path"]!));
    }

    [Fact]
    public void Every_connection_that_a_trigger_names_is_set_with_an_identity()
    {
        var settings = Settings();
        foreach (var connection in new[] { Connections.Queues, Connections.Photos, Connections.Cosmos })
        {
            Assert.Equal("managedidentity", Resource.Text(settings[$"{connection}__credential"]));
            Assert.Equal("identityClientId", Resource.Text(settings[$"{connection}__clientId"]));
        }
        Assert.Equal(
            ["AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri", "Photos__blobServiceUri", "Photos__queueServiceUri"],
            settings.Select(s => s.Key).Where(k => k.EndsWith("Uri", StringComparison.Ordinal)).Order());
        Assert.Equal("cosmosEndpoint", Resource.Text(settings["Cosmos__accountEndpoint"]));
        Assert.Equal("'ClientId=${identityClientId};Authorization=AAD'", Resource.Text(settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]));
    }

    [Fact]
    public void The_functions_that_are_kept_awake_exist()
    {
        var functions = typeof(Services).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToHashSet();
        var groups = Templates.Strings(Infra.Variable("modules/function-app.bicep", "readyGroups")).ToList();
        Assert.Equal(["http", "blob"], groups.Where(g => !g.Contains(':', StringComparison.Ordinal)));
        Assert.Empty(groups.Where(g => g.StartsWith("function:", StringComparison.Ordinal)).Select(g => g["function:".Length..]).Except(functions));
    }

    [Fact]
    public void The_runtime_is_said_by_the_plan_and_not_by_a_setting() => // FUNCTIONS_WORKER_RUNTIME is refused on Flex Consumption.
        Assert.DoesNotContain(Settings(), s => s.Key is "FUNCTIONS_WORKER_RUNTIME" or "FUNCTIONS_EXTENSION_VERSION" or "AzureWebJobsStorage");

    // union({ … }, productSettings): what the template itself sets.
    private static JsonObject Settings() =>
        Infra.Resource("modules/app-settings.bicep", "settings").Node("properties")!["arguments"]!.AsArray()[0]!.AsObject();

    [GeneratedRegex(@"\b(?<name>(Oidc|Phone)__[A-Za-z_]+):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProductSetting();
}
