using System.Globalization;
using VetVisits.Storage;

namespace VetVisits.Local.Host;

/// <summary><c>dotnet run --project local -- [command] [--port N] [--data PATH] [--fresh] [--Section:Key=value]</c>; without a command it serves.</summary>
public static class CommandLine
{
    private const string Usage = """
        dotnet run --project local -- [command] [options]
          (none)         serves the product on this machine until Ctrl-C
          demo           plays a whole visit over HTTP; starts a host for it if none answers
        options
          --port N       the port to serve on (7071; a free one where it is taken)
          --data PATH    the folder to keep everything in (local/data)
          --fresh        wipes that folder first
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
            default:
                await Console.Error.WriteLineAsync($"There is no command '{command}'.\n{Usage}");
                return 2;
        }
    }

    public static (string Command, LocalOptions Options) Parse(IReadOnlyList<string> args)
    {
        var (command, options, rest) = ("serve", new LocalOptions(), new List<string>());
        for (var i = 0; i < args.Count; i++)
        {
            if (i == 0 && !args[i].StartsWith('-')) command = args[i];
            else if (args[i] == "--port" && i + 1 < args.Count) options = options with { Port = int.Parse(args[++i], CultureInfo.InvariantCulture) };
            else if (args[i] == "--data" && i + 1 < args.Count) options = options with { Data = Path.GetFullPath(args[++i]) };
            else if (args[i] == "--fresh") options = options with { Fresh = true };
            else rest.Add(args[i]);
        }
        return (command, options with { Arguments = rest });
    }

    private static async Task<int> Serve(LocalOptions options)
    {
        LocalHost host;
        try
        {
            host = await LocalHost.Start(options);
        }
        catch (MissingPartException missing)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return 1;
        }
        await using var running = host;
        Console.WriteLine($"VetVisits is listening on {host.Address}  (contract: {host.Address}api/openapi.json, data: {options.Data})");
        await host.Run();
        return 0;
    }
}
