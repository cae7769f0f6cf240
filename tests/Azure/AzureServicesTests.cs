using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VetVisits.Journal;
using VetVisits.Local.Host;

namespace VetVisits.Tests.OnAzure;

/// <summary>What Program.cs registers is all that the functions ask for, and the settings that the triggers read are those by which the app's own clients find the same things.</summary>
public sealed class AzureServicesTests
{
    [Theory]
    [InlineData("Development")] // There a host checks at its start that everything can be made; in production the first request would find out.
    [InlineData("Production")]
    public void Every_function_can_be_made_from_what_the_app_registers_on_Azure(string environment)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Photos:blobServiceUri", "https://photos.example/"), new("AzureWebJobsStorage:queueServiceUri", "https://queues.example/"), new("Cosmos:accountEndpoint", "https://cosmos.example/"),
            new("Oidc:Issuer", "https://issuer.example/"), new("Oidc:Audience", "vetvisits"),
        ]);
        builder.Services.AddStorageClients(builder.Configuration).AddCosmosStores(builder.Configuration).AddVetVisits();
        using var host = builder.Build();
        using var scope = host.Services.CreateScope();
        Assert.All(Found.In(Found.Classes).Select(f => f.Class).Distinct(), type => Assert.NotNull(ActivatorUtilities.CreateInstance(scope.ServiceProvider, type)));
    }

    [Fact]
    public void By_address_the_app_comes_with_its_identity()
    {
        using var given = Given(new() { ["Photos:blobServiceUri"] = "https://photos.example/", ["AzureWebJobsStorage:queueServiceUri"] = "https://queues.example/", ["Cosmos:accountEndpoint"] = "https://cosmos.example/" });
        Assert.Equal("https://photos.example/", given.GetRequiredService<BlobServiceClient>().Uri.AbsoluteUri);
        Assert.False(given.GetRequiredService<BlobServiceClient>().CanGenerateAccountSasUri); // There is no key.
        Assert.Equal("https://queues.example/", given.GetRequiredService<QueueServiceClient>().Uri.AbsoluteUri);
        Assert.Equal(ConnectionMode.Direct, given.GetRequiredService<CosmosClient>().ClientOptions.ConnectionMode);
    }

    [Fact]
    public void By_a_connection_string_the_worker_runs_on_one_machine_with_emulators()
    {
        using var given = Given(new() { ["Photos"] = "UseDevelopmentStorage=true", ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true", ["Cosmos"] = "AccountEndpoint=http://127.0.0.1:8081/;AccountKey=a2V5" });
        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1", given.GetRequiredService<BlobServiceClient>().Uri.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:10001/devstoreaccount1", given.GetRequiredService<QueueServiceClient>().Uri.AbsoluteUri);
        Assert.Equal(ConnectionMode.Gateway, given.GetRequiredService<CosmosClient>().ClientOptions.ConnectionMode);
    }

    [Fact]
    public void Without_either_the_error_names_the_setting()
    {
        using var given = Given([]);
        Assert.Contains("Photos__blobServiceUri", Assert.Throws<InvalidOperationException>(given.GetRequiredService<BlobServiceClient>).Message, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsStorage__queueServiceUri", Assert.Throws<InvalidOperationException>(given.GetRequiredService<QueueServiceClient>).Message, StringComparison.Ordinal);
        Assert.Contains("Cosmos__accountEndpoint", Assert.Throws<InvalidOperationException>(given.GetRequiredService<CosmosClient>).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Given(Dictionary<string, string?> set)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(set).Build();
        return new ServiceCollection().AddStorageClients(settings).AddCosmosStoresAlone(settings).BuildServiceProvider();
    }
}
