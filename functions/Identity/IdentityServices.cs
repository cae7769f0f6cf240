using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Protocols;

namespace VetVisits.Identity;

public static class IdentityServices
{
    /// <summary>Who calls. A host may bring an <see cref="IDocumentRetriever"/> of its own before this.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton<IDocumentRetriever>(_ => new HttpDocumentRetriever(new HttpClient { Timeout = TimeSpan.FromSeconds(10) }) { RequireHttps = true });
        services.AddSingleton(s => TokenSettings.From(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Tokens>();
        services.AddSingleton<ICallers, Callers>();
        return services;
    }
}
