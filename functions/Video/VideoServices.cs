
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
