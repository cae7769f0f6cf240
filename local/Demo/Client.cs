using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>What the service answered.</summary>
public sealed record Said(HttpStatusCode Status, JsonNode? Body, string Text, HttpResponseHeaders Headers)
{
    public string? Code => this["code"]?.GetValue<string>();

    public JsonNode? this[string member] => Body is JsonObject o ? o[member] : null;

    public bool Ok => (int)Status is >= 200 and < 300;

    public string Word(string member) => this[member]?.ToString() ?? "";

    /// <summary>One line for the timeline.</summary>
    public string Brief => Code is { } code ? $"{(int)Status} {code}" : $"{(int)Status}";
}

/// <summary>One person with a bearer token, speaking HTTP as any client would.</summary>
public sealed class Client(HttpClient http, string name, string? token, string? role = null)
{
    public string Name { get; } = name;

    public AuthenticationHeaderValue? Authorization { get; } = token is null ? null : new("Bearer", token);

    public static async Task<Client> SignIn(HttpClient http, string name, string role, string sub, string? animal = null)
    {
        var body = new JsonObject { ["role"] = role, ["sub"] = sub };
        if (animal is not null) body["animal"] = animal;
        using var answer = await http.PostAsync("/dev/tokens", Content(body));
        answer.EnsureSuccessStatusCode();
        return new Client(http, name, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!.GetValue<string>());
    }

    public Task<Said> Get(string path) => Send(HttpMethod.Get, path, null, null);

    public Task<Said> Post(string path, JsonObject? body = null, string? key = null) => Send(HttpMethod.Post, path, body is null ? null : Content(body), key);

    public Task<Said> Put(string path, JsonObject body) => Send(HttpMethod.Put, path, Content(body), null);

    public async Task<Said> Send(HttpMethod method, string path, HttpContent? content, string? key)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("http", StringComparison.Ordinal) ? path : "/api" + path) { Content = content };
        request.Headers.Authorization = Authorization;
        if (role is not null) request.Headers.Add("X-Role", role);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var json = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0 ? JsonNode.Parse(text) : null;
        return new Said(answer.StatusCode, json, text, answer.Headers);
    }

    private static StringContent Content(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
