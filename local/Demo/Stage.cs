using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>The people of the story, signed in, and what they share. Each run has names of its own, so it can be played on a host that was played on before.</summary>
public sealed class Stage
{
    private readonly string run;

    private Stage(HttpClient http, Story story, string run) => (Http, Story, this.run) = (http, story, run);

    public HttpClient Http { get; }

    public Story Story { get; }

    public string Region => "US-CA";

    public required Client Admin { get; init; }

    public required Client Vet { get; init; }

    public required Client Owner { get; init; }

    public string VetId => $"vet-amara-{run}";

    public string OwnerId => $"owner-jo-{run}";

    public static async Task<Stage> Open(HttpClient http, Story story)
    {
        var names = Guid.NewGuid().ToString("N")[..8];
        return new Stage(http, story, names)
        {
            Admin = await Client.SignIn(http, "admin", "admin", $"admin-{names}"),
            Vet = await Client.SignIn(http, "Dr Amara", "vet", $"vet-amara-{names}"),
            Owner = await Client.SignIn(http, "Jo", "owner", $"owner-jo-{names}"),
        };
    }

    /// <summary>Another owner, with nothing yet.</summary>
    public Task<Client> AnotherOwner(string name) => Client.SignIn(Http, name, "owner", $"owner-{name.ToLowerInvariant()}-{run}");

    public Task<Client> AnotherVet(string name) => Client.SignIn(Http, name, "vet", $"vet-{name.ToLowerInvariant()}-{run}");

    /// <summary>Asks again until the answer is as wished, or the time is over.</summary>
    public static async Task<Said> Until(Func<Task<Said>> ask, Func<Said, bool> wished, int seconds = 20)
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(seconds);
        var said = await ask();
        while (!wished(said) && DateTimeOffset.UtcNow < until)
        {
            await Task.Delay(200);
            said = await ask();
        }
        return said;
    }

    public static JsonArray List(params string[] words) => [.. words.Select(w => (JsonNode)w)];
}
