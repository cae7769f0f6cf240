using System.Globalization;
using NodaTime;
using VetVisits.Feed;
using VetVisits.Storage;

namespace VetVisits.Local.Host;

/// <summary><c>dotnet run --project local -- [command] [--port N] [--data PATH] [--fresh] [--Section:Key=value]</c>; without a command it serves.</summary>
public static class CommandLine
{
    private const string Usage = """
        dotnet run --project local -- [command] [options]
          (none)         serves the product on this machine until Ctrl-C
          demo           plays a whole visit over HTTP; starts a host for it if none answers
          demo --at URL  plays it against a deployed product, with tokens from the environment (infra/README.md)
          openapi        writes openapi.json anew from the functions
          rebuild-views  throws the views away and renders them anew from the journal, also while hosts run;
                         of the data folder, or with Cosmos settings (Cosmos__accountEndpoint) of that account
          replay-feed R  sends the reader R of the feed (project, publish) back to the beginning, while no host runs
        options
          --port N       the port to serve on (7071; a free one where it is taken)
          --data PATH    the folder to keep everything in (local/data)
          --fresh        wipes that folder first
          --no-web       serves the API alone, without the pages
          --A:B=value    a setting
        """;

    public static async Task<int> Run(string[] args)
    {
        var (command, options) = Parse(args);
        switch (command)
        {
            case "serve":
                return await Serve(options);
            case "demo":
                return await Demo.Command.Run(options, Console.Out);
            case "openapi":
#if PLAIN_RUN
                await Console.Error.WriteLineAsync("A plain run is built without the doc comments that the contract tells: dotnet run --project local -p:PlainRun=false -- openapi");
                return 2;
#else
                await File.WriteAllTextAsync(OpenApi.File, await OpenApi.Generate());
                Console.WriteLine($"Wrote {OpenApi.File}");
                return 0;
#endif
            case "rebuild-views":
                return await RebuildViews.Run(options, Console.Out);
            case "replay-feed":
                return await ReplayFeed(options);
            default:
                await Console.Error.WriteLineAsync($"There is no command '{command}'.\n{Usage}");
                return 2;
        }
    }

    public static (string Command, LocalOptions Options) Parse(IReadOnlyList<string> args)
    {
        var (command, options, rest, web) = ("serve", new LocalOptions(), new List<string>(), true);
        for (var i = 0; i < args.Count; i++)
        {
            if (i == 0 && !args[i].StartsWith('-')) command = args[i];
            else if (args[i] == "--port" && i + 1 < args.Count) options = options with { Port = int.Parse(args[++i], CultureInfo.InvariantCulture) };
            else if (args[i] == "--data" && i + 1 < args.Count) options = options with { Data = Path.GetFullPath(args[++i]) };
            else if (args[i] == "--at" && i + 1 < args.Count) options = options with { At = new Uri(args[++i]) };
            else if (args[i] == "--fresh") options = options with { Fresh = true };
            else if (args[i] == "--no-web") web = false;
            else rest.Add(args[i]);
        }
        return (command, options with { Arguments = rest, Web = web && command == "serve" ? LocalOptions.WebFolder : null });
    }

    private static async Task<int> ReplayFeed(LocalOptions options)
    {
        if (options.Arguments is not [(FeedReaders.Project or FeedReaders.Publish) and var reader])
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        using var alone = ExclusiveLock.TryTake(FeedTrigger.Locks(options), reader);
        if (alone is null)
        {
            await Console.Error.WriteLineAsync("A host is reading the feed. Stop it first.");
            return 1;
        }
        using var stores = new SqliteStores(options.Data, SystemClock.Instance);
        var feed = reader == FeedReaders.Project ? stores.ViewsFeed : stores.Feed;
        await feed.Rewind(reader);
        Console.WriteLine($"{feed.Behind(reader)} commits will be read again by {reader}.");
        return 0;
    }

    private static async Task<int> Serve(LocalOptions options)
    {
        LocalHost host;
        try
        {
            host = await LocalHost.Start(options);
        }
        catch (Exception known) when (known is MissingPartException or ForeignFolderException)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return 1;
        }
        await using var running = host;
        Console.WriteLine($"VetVisits is listening on {host.Address}  ({(options.Web is not null ? "pages: open that address; " : "")}contract: {host.Address}api/openapi.json, data: {options.Data})");
        await host.Run();
        return 0;
    }
}
