using System.Text.Json.Serialization;
using VetVisits.Journal;

namespace VetVisits.Video;

public static class VideoServices
{
    /// <summary>Video between two browsers: signalling, relay credentials, connection tests, quality.</summary>
    public static IServiceCollection AddVideo(this IServiceCollection services)
    {
        services.AddHttpClient("relay", client => client.Timeout = TimeSpan.FromSeconds(5));
        services.AddSingleton(s => VideoSettings.From(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<VideoDoor>();
        services.AddSingleton<SignalPost>();
        services.AddSingleton<Relay>();
        return services;
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ConnectionTested))]
[JsonSerializable(typeof(VideoFaltered))]
[JsonSerializable(typeof(Mailbox))]
[JsonSerializable(typeof(QualityLog))]
[JsonSerializable(typeof(SendSignal))]
[JsonSerializable(typeof(SignalTaken))]
[JsonSerializable(typeof(SignalList))]
[JsonSerializable(typeof(Measured))]
[JsonSerializable(typeof(ConnectionJudged))]
[JsonSerializable(typeof(SinkTook))]
[JsonSerializable(typeof(RelayAccess))]
[JsonSerializable(typeof(QualityTaken))]
[JsonSerializable(typeof(VideoView))]
public sealed partial class VideoJson : JsonSerializerContext
{
    public static IReadOnlyList<EventType> Events { get; } =
    [
        EventType.Of<ConnectionTested>("connection.tested"),
        EventType.Of<VideoFaltered>("video.faltered"),
    ];
}
