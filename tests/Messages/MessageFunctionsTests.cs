using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Identity;
using VetVisits.Messages;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests.Messages;

/// <summary>The doorway: what a client sends and what it is answered.</summary>
public sealed class MessageFunctionsTests
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 23, 10, 0);

    [Fact]
    public async Task A_message_is_created_once_for_its_key_and_read_page_by_page()
    {
        await using var clinic = await Clinic.Open();
        var visit = (await clinic.Book("a1", Ten, "k1")).Id;
        var (owner, vet) = (Door(clinic, Clinic.Owner()), Door(clinic, new(Role.Vet, "vet1")));
        var body = new { text = "  It limps.\nSince noon.  " };
        var one = await Ask(r => owner.Send(r, "a1", visit, default), body, key: "k");
        var two = await Ask(r => owner.Send(r, "a1", visit, default), body, key: "k");
        Assert.Equal((201, $"/api/animals/a1/visits/{visit}/messages"), (one.Status, one.Location));
        Assert.Equal(one.Body.ToString(), two.Body.ToString());
        Assert.Equal(("owner", "It limps.\nSince noon."), (one.Body.GetProperty("from").GetString(), one.Body.GetProperty("text").GetString()));
        Assert.Equal("idempotency-key-reused", Code(await Ask(r => owner.Send(r, "a1", visit, default), new { text = "other" }, key: "k")));

        var id = one.Body.GetProperty("id").GetString();
        Assert.Equal(1, (await Ask(r => vet.Read(r, "a1", visit, default), new { upTo = id })).Body.GetProperty("number").GetInt32());
        Assert.Equal("not-found", Code(await Ask(r => vet.Read(r, "a1", visit, default), new { upTo = "nothing" })));
        var page = (await Ask(r => vet.List(r, "a1", visit, default), query: "?limit=1")).Body;
        Assert.True(page.GetProperty("open").GetBoolean());
        Assert.True(page.GetProperty("messages")[0].TryGetProperty("readAt", out _));
        Assert.Empty((await Ask(r => vet.List(r, "a1", visit, default), query: $"?after={id}")).Body.GetProperty("messages").EnumerateArray());
        Assert.Equal((409, "visit-open"), ((await Ask(r => vet.Close(r, "a1", visit, default))) is var no ? no.Status : 0, Code(no)));
    }

    [Fact]
    public async Task Everything_wrong_with_a_message_is_said_at_once()
    {
        await using var clinic = await Clinic.Open();
        var owner = Door(clinic, Clinic.Owner());
        var tooLong = await Ask(r => owner.Send(r, "a1", "v", default), new { text = new string('x', 4_001), photoIds = new[] { "a/b", "c", "c" } });
        Assert.Equal((422, "invalid"), (tooLong.Status, Code(tooLong)));
        Assert.Equal(["/text", "/photoIds", "/photoIds/0"], tooLong.Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!));
        Assert.Equal("invalid", Code(await Ask(r => owner.Send(r, "a1", "v", default), new { text = " " })));
        Assert.Equal("invalid", Code(await Ask(r => owner.Send(r, "a1", "v", default), new { text = "x", photoIds = Enumerable.Range(0, 11).Select(i => $"p{i}") })));
        Assert.Equal("invalid", Code(await Ask(r => owner.Send(r, "a1", "v", default), new { text = "x", photoIds = new string?[] { null } })));
        Assert.Equal("invalid", Code(await Ask(r => owner.List(r, "a1", "v", default), query: "?limit=201")));
        Assert.Equal("not-found", Code(await Ask(r => owner.Send(r, "a1", "v", default), new { text = new string('x', 4_000) })));
        Assert.Equal("not-found", Code(await Ask(r => owner.List(r, "a1", "v:~ x", default))));
    }

    private static string? Code((int Status, string? Location, JsonElement Body) answer) => answer.Body.GetProperty("code").GetString();

    private static async Task<(int Status, string? Location, JsonElement Body)> Ask(Func<HttpRequest, Task<IResult>> function, object? body = null, string query = "", string? key = null)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = new MemoryStream() } };
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("POST", "/api/messages", new(query));
        if (key is not null) http.Request.Headers["Idempotency-Key"] = key;
        if (body is not null) (http.Request.ContentType, http.Request.Body) = ("application/json", new MemoryStream(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body))));
        await (await function(http.Request)).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (http.Response.StatusCode, http.Response.Headers.Location, (await JsonDocument.ParseAsync(http.Response.Body)).RootElement);
    }

    private static MessageFunctions Door(Clinic clinic, Caller caller) => new(clinic.Get<MessageDesk>(), new Known(caller));

    private sealed class Known(Caller caller) : ICallers
    {
        public Task<Caller> Require(HttpRequest request, CancellationToken stop, params Role[] roles) =>
            roles.Contains(caller.Role) ? Task.FromResult(caller) : throw new InvalidOperationException("The test calls as somebody who may not.");
    }
}
