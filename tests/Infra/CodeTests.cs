using System.Text.Json.Nodes;
using VetVisits.Feed;

namespace VetVisits.Tests.Infra;

/// <summary>Names that templates and code share are the same names.</summary>
public sealed class CodeTests
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
    public void The_runtime_is_said_by_the_plan_and_not_by_a_setting() => // FUNCTIONS_WORKER_RUNTIME is refused on Flex Consumption.
        Assert.DoesNotContain(Settings(), s => s.Key is "FUNCTIONS_WORKER_RUNTIME" or "FUNCTIONS_EXTENSION_VERSION" or "AzureWebJobsStorage");

    // union(productSettings, { … }): what the template itself sets.
    private static JsonObject Settings() =>
        Infra.Resource("modules/function-app.bicep", "settings").Node("properties")!["arguments"]!.AsArray()[1]!.AsObject();
}
