using VetVisits.Http;
using VetVisits.Photos.Heif;
using VetVisits.Photos.Vips;

namespace VetVisits.Photos;

/// <summary>A host without libvips is not ready: it would take photos and never develop them.</summary>
public sealed class PhotosReady : IReadiness
{
    public string? Missing() => NativeCheck.Missing();
}

/// <summary>Photographs can be put somewhere.</summary>
public sealed class PhotoStorageAnswers(PhotoStorage storage) : IDependency
{
    public string Name => "photo storage";

    public async Task<string?> Ask(CancellationToken stop) =>
        await storage.Missing(stop) is { } name ? $"The container {name} does not exist." : null;
}

/// <summary>Says at start which native libraries serve, with their versions and what they can read.</summary>
public sealed partial class NativeCheck(ILogger<NativeCheck> log) : BackgroundService
{
    /// <summary>What is wrong with the native libraries, in words; null when photos can be developed here.</summary>
    public static string? Missing()
    {
        try
        {
            var missing = Library.InUse.Missing;
            return missing.Count == 0 ? null : $"libvips {Library.InUse.Version} lacks {string.Join(", ", missing)}. Use the copy that the build brings.";
        }
        catch (Exception absent) when (absent is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or VipsException)
        {
            return $"Photos cannot be developed: {absent.Message}";
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Loading 18 MB must not hold up the start.
        await Task.Yield();
        if (Missing() is { } words) Unfit(log, words);
        else Serves(log, Library.InUse.Version.ToString(), Library.InUse.From, string.Join(' ', Library.InUse.Operations), Hevc.About);
    }

    [LoggerMessage(321, LogLevel.Information, "libvips {Version} from {From} with {Operations}; HEVC: {Hevc}")]
    private static partial void Serves(ILogger log, string version, string from, string operations, string hevc);

    [LoggerMessage(322, LogLevel.Error, "{Words}")]
    private static partial void Unfit(ILogger log, string words);
}
