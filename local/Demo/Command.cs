using VetVisits.Local.Host;

namespace VetVisits.Local.Demo;

/// <summary>Plays a whole visit over HTTP against a running host and prints it as a timeline.</summary>
public static class Command
{
    /// <summary>Plays against the host that answers on the wished port, or starts one for the while.</summary>
    /// <returns>0 when every step showed what it should, else 1.</returns>
    public static async Task<int> Run(LocalOptions options, TextWriter page)
    {
        if (options.At is { } deployed) return await PlayAt(deployed, Environment.GetEnvironmentVariable, page);
        var usual = new Uri($"http://127.0.0.1:{options.Port}/");
        if (await Answers(usual))
        {
            page.WriteLine($"A host answers on {usual}.");
            return await Play(usual, page);
        }
        await using var host = await LocalHost.Start(options with { LogLevel = LogLevel.Error, Settings = new Dictionary<string, string?>(options.Settings.Concat(OfTheStory).Concat(Reminder.Settings)) });
        page.WriteLine($"A host was started on {host.Address}.");
        return await Play(host.Address, page, reminds: true);
    }

    private static KeyValuePair<string, string?>[] OfTheStory { get; } =
    [
        new("Fees:Prices:telemedicine", "4900"),
        new("Fees:WaiveWithinMinutes", "10"),
        // An offer that a vet lets pass, without much waiting.
        new("Waiting:AcceptSeconds", "10"),
    ];

    private static async Task<bool> Answers(Uri address)
    {
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            using var answer = await http.GetAsync(new Uri(address, "api/health"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception nobody) when (nobody is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Plays against a deployed product: what a stranger sees, and, with tokens of three people there, a whole visit.</summary>
    /// <param name="api">Its address, with or without <c>/api</c>.</param>
    /// <param name="setting">Where <see cref="Stage"/> finds the tokens.</param>
    public static async Task<int> PlayAt(Uri api, Func<string, string?> setting, TextWriter page)
    {
        var address = api.ToString().TrimEnd('/');
        if (address.EndsWith("/api", StringComparison.OrdinalIgnoreCase)) address = address[..^4];
        using var http = new HttpClient { BaseAddress = new Uri(address + "/"), Timeout = TimeSpan.FromSeconds(100) };
        var story = new Story(page);
        page.WriteLine($"Playing against {http.BaseAddress}");
        await Stranger.Play(http, story);
        if (await Stage.Open(http, story, setting) is { } stage) await Play(stage);
        else page.WriteLine("  No visit was played: that needs DEMO_ADMIN_TOKEN, DEMO_VET_TOKEN and DEMO_OWNER_TOKEN, or DEMO_TOKEN with all three roles.");
        return Sum(story, page);
    }

    /// <summary>Plays against this host.</summary>
    /// <param name="reminds">It has <see cref="Reminder.Settings"/>; another would remind of the later visit only when the story is long over.</param>
    public static async Task<int> Play(Uri host, TextWriter page, bool reminds = false)
    {
        using var http = new HttpClient { BaseAddress = host, Timeout = TimeSpan.FromSeconds(60) };
        var story = new Story(page);
        await Play(await Stage.Open(http, story), reminds);
        return Sum(story, page);
    }

    private static async Task Play(Stage stage, bool reminds = false)
    {
        var story = stage.Story;
        var (dog, cat) = await Opening.Play(stage);
        await Emergency.Play(stage, cat);
        var (visit, _) = await Race.Play(stage, dog);
        story.Expect(visit.Length > 0, "a visit stands");
        if (visit.Length > 0) await Meeting.Play(stage, dog, visit);
        if (stage.Local) await OnDemandVisit.Play(stage);
        var later = visit.Length > 0 && reminds ? await Reminder.Book(stage, dog) : "";
        await Afterwards.Play(stage, dog, visit);
        if (visit.Length > 0) await Healing.Play(stage, dog, visit);
        if (visit.Length > 0 && stage.Local) await Watching.Play(stage, dog);
        if (later.Length > 0) await Reminder.Play(stage, dog, later);
        if (visit.Length > 0 && stage.Local) await Handing.Play(stage, dog);
    }

    private static int Sum(Story story, TextWriter page)
    {
        page.WriteLine();
        foreach (var broken in story.Broken) page.WriteLine($"NOT SO: {broken}");
        page.WriteLine(story.Broken.Count == 0 ? $"The whole story, {story.Shown} steps, each as it should be." : $"{story.Broken.Count} of {story.Shown} steps did not show what they should.");
        return story.Broken.Count == 0 ? 0 : 1;
    }
}
