using System.Text.Json.Nodes;

namespace VetVisits.Local.Demo;

/// <summary>The people of the story, signed in, and what they share. Each run has names of its own, so it can be played on a host that was played on before.</summary>
public sealed class Stage
{
    private readonly string? run;

    private Stage(HttpClient http, Story story, string? run) => (Http, Story, this.run) = (http, story, run);

    /// <summary>Whether this is a host on one machine: anybody can be signed in, telephones and letters can be looked at.</summary>
    public bool Local => run is not null;

    public HttpClient Http { get; }

    public Story Story { get; }

    public string Region => "US-CA";

    public required Client Admin { get; init; }

    public required Client Vet { get; init; }

    public required Client Owner { get; init; }

    public required string VetId { get; init; }

    public static async Task<Stage> Open(HttpClient http, Story story)
    {
        var names = Guid.NewGuid().ToString("N")[..8];
        return new Stage(http, story, names)
        {
            Admin = await Client.SignIn(http, "admin", "admin", $"admin-{names}"),
            Vet = await Client.SignIn(http, "Dr Amara", "vet", $"vet-amara-{names}"),
            Owner = await Client.SignIn(http, "Jo", "owner", $"owner-jo-{names}"),
            VetId = $"vet-amara-{names}",
        };
    }

    /// <summary>
    /// Somewhere else there are only the people whose tokens are given: <c>DEMO_ADMIN_TOKEN</c>, <c>DEMO_VET_TOKEN</c>, <c>DEMO_OWNER_TOKEN</c>,
    /// or <c>DEMO_TOKEN</c> for one that has all three roles.
    /// </summary>
    /// <returns>Null when a token is missing, or the vet's is not taken.</returns>
    public static async Task<Stage?> Open(HttpClient http, Story story, Func<string, string?> setting)
    {
        Client? Of(string name, string role) =>
            (setting($"DEMO_{role.ToUpperInvariant()}_TOKEN") ?? setting("DEMO_TOKEN")) is { Length: > 0 } token ? new Client(http, name, token, role) : null;
        if (Of("admin", "admin") is not { } admin || Of("Dr Amara", "vet") is not { } vet || Of("Jo", "owner") is not { } owner) return null;
        var me = await vet.Get("/vets/me");
        story.Expect(me.Ok, $"Dr Amara is let in ({me.Brief})");
        return me.Ok ? new Stage(http, story, null) { Admin = admin, Vet = vet, Owner = owner, VetId = me.Word("id") } : null;
    }

    /// <summary>Another owner, with nothing yet.</summary>
    public Task<Client> AnotherOwner(string name) => Another(name, "owner", $"owner-{name.ToLowerInvariant()}-{run}");

    public Task<Client> AnotherVet(string name) => Another(name, "vet", AnotherVetId(name));

    public string AnotherVetId(string name) => $"vet-{name.ToLowerInvariant()}-{run}";

    private Task<Client> Another(string name, string role, string sub) =>
        Local ? Client.SignIn(Http, name, role, sub) : throw new InvalidOperationException($"Elsewhere there are only the people whose tokens were given; {name} is not among them.");

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
