using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

public sealed class HttpTriggersTests : IAsyncLifetime
{
    private TestHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.Start(new() { WithoutStorage = true, MoreFunctions = [typeof(EchoFunctions)] });
        client = host.Client;
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Route_values_come_by_parameter_name_and_results_are_executed()
    {
        var answer = await client.GetAsync("echo/one/two");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("two-one", await answer.Content.ReadFromJsonAsync<string>());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("GET", "nowhere")]
    [InlineData("DELETE", "echo/one/two")]
    public async Task An_unknown_route_and_a_wrong_method_are_404_with_problem_details(string method, string path)
    {
        var answer = await client.SendAsync(new(new(method), path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-such-route", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_streams_in_before_it_is_complete()
    {
        // The second byte is sent only once the function has read the first.
        using var body = new SlowBody();
        var answer = await client.PostAsync("two-bytes", body).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("ab", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "swallow") { Content = new ByteArrayContent(new byte[31_000_000]) };
        request.Headers.ExpectContinue = true;
        var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body-too-large", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_a_doorway_does_not_catch_is_an_empty_500()
    {
        var answer = await client.GetAsync("broken");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_taken_port_is_answered_with_a_free_one()
    {
        await using var second = await TestHost.Start(new() { Port = host.Local.Address.Port, WithoutStorage = true });
        Assert.NotEqual(host.Local.Address.Port, second.Local.Address.Port);
    }

    [Fact]
    public void A_function_that_the_real_worker_would_not_see_is_refused() =>
        Assert.Contains("public", Assert.Throws<InvalidOperationException>(() => Found.In([typeof(Hidden)])).Message);

    private sealed class SlowBody : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("a"u8.ToArray());
            await stream.FlushAsync();
            await EchoFunctions.FirstByteCame.Task;
            await stream.WriteAsync("b"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

public sealed class EchoFunctions
{
    [Function("Echo")]
    public Task<IResult> Echo([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "echo/{a}/{b}")] HttpRequest request, string b, string a, CancellationToken stop) =>
        request.Answer(() => Task.FromResult(stop.IsCancellationRequested ? Results.NoContent() : Results.Json(b + "-" + a)));

    public static TaskCompletionSource FirstByteCame { get; } = new();

    [Function("TwoBytes")]
    public Task<IResult> TwoBytes([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "two-bytes")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var bytes = new byte[2];
            await request.Body.ReadExactlyAsync(bytes.AsMemory(0, 1), stop);
            FirstByteCame.TrySetResult();
            await request.Body.ReadExactlyAsync(bytes.AsMemory(1, 1), stop);
            return Results.Text(Encoding.UTF8.GetString(bytes));
        });

    [Function("Swallow")]
    public Task<IResult> Swallow([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "swallow")] HttpRequest request, CancellationToken stop) =>
        request.Answer(async () =>
        {
            await request.Body.CopyToAsync(Stream.Null, stop);
            return Results.NoContent();
        });

    [Function("Broken")]
    public Task<IResult> Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
        throw new InvalidOperationException(request.Method);
}

public sealed class Hidden
{
    [Function("Hidden")]
    internal Task<IResult> Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        request.Answer(() => Task.FromResult(Results.NoContent()));
}
