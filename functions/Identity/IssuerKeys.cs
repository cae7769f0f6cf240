using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Identity;

/// <summary>
/// The keys that one issuer signs with, from its discovery document. The configuration manager keeps them fresh in the background;
/// a token signed with a key that is not known yet has them fetched anew at once, but not more often than every half minute, whatever strangers send.
/// </summary>
/// <param name="metadata">The address of the discovery document.</param>
public sealed class IssuerKeys(string metadata, IDocumentRetriever documents, IClock clock) : IDisposable
{
    private static readonly Duration Between = Duration.FromSeconds(30);
    private readonly SemaphoreSlim one = new(1);
    private ConfigurationManager<OpenIdConnectConfiguration> manager = Open(metadata, documents);
    private Instant lastAsked = Instant.MinValue;

    /// <exception cref="RefusedException">503 <c>issuer-unreachable</c>, before the issuer was reached for the first time.</exception>
    public async Task<OpenIdConnectConfiguration> Current(CancellationToken stop)
    {
        try
        {
            return await manager.GetConfigurationAsync(stop);
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException(new(503, "issuer-unreachable", "The sign-in provider does not answer, so the token cannot be checked. Send the same request again shortly."));
        }
    }

    /// <summary>Keys fetched after <paramref name="known"/>, or null when there are none; what is in use stays in use when the issuer does not answer.</summary>
    public async Task<OpenIdConnectConfiguration?> NewerThan(OpenIdConnectConfiguration known, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            var current = await Current(stop);
            if (!ReferenceEquals(current, known)) return current;
            var now = clock.GetCurrentInstant();
            if (now - Instant.Max(lastAsked, now - Between - Between) < Between) return null;
            lastAsked = now;
            var fresh = Open(metadata, documents);
            var fetched = await fresh.GetConfigurationAsync(stop);
            manager = fresh;
            return fetched;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private static ConfigurationManager<OpenIdConnectConfiguration> Open(string metadata, IDocumentRetriever documents) =>
        new(metadata, new OpenIdConnectConfigurationRetriever(), documents);
}
