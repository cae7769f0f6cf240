namespace VetVisits.Local.Host;

/// <summary>How a local host is started; every member has a use in tests, the command line sets the first five.</summary>
public sealed record LocalOptions
{
    /// <summary>The folder that everything is kept in: stores, receipts, Azurite's files.</summary>
    public string Data { get; init; } = DefaultData;

    /// <summary>The wished port; 0 any free one. Where it is taken, a free one serves.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Wipes the data folder first.</summary>
    public bool Fresh { get; init; }

    /// <summary>The folder of a web client that is built in the background and served at <c>/</c>; null for the API alone.</summary>
    public string? Web { get; init; }

    /// <summary>Where the demo is played, when not on this machine.</summary>
    public Uri? At { get; init; }

    /// <summary>Arguments for configuration (<c>--Section:Key=value</c>).</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>A storage account that serves already; null starts Azurite in the data folder, or finds the one that another host runs there.</summary>
    public string? Storage { get; init; }

    /// <summary>Without storage and without blob and queue triggers: for functions that use no queue and no blob.</summary>
    public bool WithoutStorage { get; init; }

    /// <summary>More function classes than the product's own.</summary>
    public IReadOnlyList<Type> MoreFunctions { get; init; } = [];

    /// <summary>Leaves functions out by name.</summary>
    public Func<string, bool> Runs { get; init; } = _ => true;

    /// <summary>What differs from host.json.</summary>
    public Func<HostJson, HostJson> Host { get; init; } = host => host;

    /// <summary>How the change feed is handed over.</summary>
    public FeedMode Feed { get; init; }

    /// <summary>Registrations that win over the product's own.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Settings that win over all others.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>How long running work may take to end once a stop is asked for.</summary>
    public TimeSpan DrainFor { get; init; } = TimeSpan.FromSeconds(20);

    private static string DefaultData => Path.Combine(Folder, "data");

    /// <summary>The web client of this clone.</summary>
    public static string WebFolder => Path.Combine(Path.GetDirectoryName(Folder)!, "web");

    /// <summary>The <c>local/</c> folder of this clone; where there is none, the working folder.</summary>
    public static string Folder { get; } = FindFolder();

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Serverless.sln")))
                return Path.Combine(folder.FullName, "local");
        return Environment.CurrentDirectory;
    }
}
