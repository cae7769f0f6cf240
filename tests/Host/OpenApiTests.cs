using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

public sealed class OpenApiTests
{
    private static readonly IReadOnlyList<Found> Functions = Found.In(typeof(LocalHost).Assembly.GetTypes());

    [Fact]
    public async Task The_committed_contract_is_current()
    {
        var (committed, current) = (await File.ReadAllTextAsync(OpenApi.File), await OpenApi.Generate());
        Assert.True(committed == current, "openapi.json is not what the functions say. Write it anew: dotnet run --project local -p:PlainRun=false -- openapi");
    }

    [Fact]
    public void Every_HTTP_function_says_who_may_call_it_and_what_it_answers() => Assert.All(Functions.Where(f => f.Trigger is HttpTriggerAttribute), function =>
    {
        Assert.NotEmpty(function.Allowed);
        Assert.Contains(function.AllTagged<AnswersAttribute>(), a => a.Codes.Count == 0);
    });

    [Fact]
    public async Task The_host_serves_the_contract_and_says_that_it_lives()
    {
        await using var host = await TestHost.Start(new() { WithoutStorage = true, Runs = name => name is "ReadContract" or "Health" });
        var contract = await host.Client.GetFromJsonAsync<JsonElement>("openapi.json");
        Assert.True(contract.GetProperty("paths").TryGetProperty("/api/vets/me/notifications", out _));
        Assert.Equal("up", (await host.Client.GetFromJsonAsync<JsonElement>("health")).GetProperty("status").GetString());
    }
}
