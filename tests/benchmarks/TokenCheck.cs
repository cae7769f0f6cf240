using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using NodaTime;
using VetVisits.Identity;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks;

/// <summary>What naming the caller costs a request: a token that passed a moment ago, and one that is new.</summary>
[MemoryDiagnoser]
public class TokenCheck
{
    private readonly HttpRequest request = new DefaultHttpContext().Request;
    private DevIssuer issuer = null!;
    private TokenSettings settings = null!;
    private ApiKeys keys = null!;
    private Callers callers = null!;

    [GlobalSetup]
    public void Start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(DevIssuer.Settings).Build();
        issuer = new DevIssuer(Directory.CreateTempSubdirectory("vetvisits-").FullName, SystemClock.Instance);
        settings = TokenSettings.From(configuration);
        keys = new ApiKeys(configuration);
        callers = new Callers(new Tokens(settings, issuer, SystemClock.Instance), keys);
        request.Headers.Authorization = $"Bearer {issuer.Token("owner", "owner-1")}";
    }

    [Benchmark(Baseline = true)]
    public Task<Caller> Known() => callers.Require(request, default, Role.Owner);

    [Benchmark]
    public async Task<Caller> New()
    {
        using var fresh = new Tokens(settings, issuer, SystemClock.Instance);
        return await new Callers(fresh, keys).Require(request, default, Role.Owner);
    }
}
