using Microsoft.Extensions.DependencyInjection.Extensions;
using VetVisits.Calls.Acs;
using VetVisits.Feed;

namespace VetVisits.Calls;

public static class CallsServices
{
    /// <summary>The telephone. A host may bring an <see cref="IPhone"/> before this; without one every call ends as misconfigured, and says so.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.TryAddSingleton<IPhone, NoPhone>();
        services.AddSingleton<CallSettings>();
        services.AddSingleton<PhoneBook>();
        services.AddSingleton<CallDesk>();
        services.AddSingleton<VisitCalls>();
        services.AddSingleton<NumberChecks>();
        services.AddSingleton<AcsAuthority>();
        services.TryAddSingleton<ITelephoneReports, AcsReports>();
        services.AddSingleton<IPublication, CallPublication>();
        services.AddSingleton<IPublication, CallRetries>();
        return services;
    }
}

/// <summary>Where no telephone provider is configured: nobody is rung, and the call says why.</summary>
public sealed class NoPhone : IPhone
{
    private static readonly Task<PhoneAnswer> None = Task.FromResult(new PhoneAnswer(Refused: StepResult.Misconfigured));

    public Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop) => None;

    public Task<PhoneAnswer> Add(PhoneStep step, string connection, string number, CancellationToken stop) => None;

    public Task<PhoneAnswer> Say(PhoneStep step, string connection, Speech speech, CancellationToken stop) => None;

    public Task<PhoneAnswer> Ask(PhoneStep step, string connection, string number, Speech speech, CancellationToken stop) => None;

    public Task<PhoneAnswer> Remove(PhoneStep step, string connection, string number, CancellationToken stop) => None;

    public Task<PhoneAnswer> HangUp(PhoneStep step, string connection, CancellationToken stop) => None;
}
