using Microsoft.Extensions.DependencyInjection.Extensions;
using VetVisits.Calls.Acs;
using VetVisits.Calls.Twilio;
using VetVisits.Feed;

namespace VetVisits.Calls;

public static class CallsServices
{
    /// <summary>The telephone of the setting <c>Phone:Provider</c>. A host may bring an <see cref="IPhone"/> before this; without one every call ends as misconfigured, and says so.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddHttpClient(TwilioPhone.Client, client => client.Timeout = TimeSpan.FromSeconds(20));
        services.AddSingleton(s => new TwilioSettings(s.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<IPhone>(s => IsTwilio(s) ? ActivatorUtilities.CreateInstance<TwilioPhone>(s) : new NoPhone());
        services.AddSingleton<CallSettings>();
        services.AddSingleton<PhoneBook>();
        services.AddSingleton<CallDesk>();
        services.AddSingleton<VisitCalls>();
        services.AddSingleton<NumberChecks>();
        services.AddSingleton<AcsAuthority>();
        services.TryAddSingleton<ITelephoneReports>(s => IsTwilio(s) ? ActivatorUtilities.CreateInstance<TwilioReports>(s) : ActivatorUtilities.CreateInstance<AcsReports>(s));
        services.AddSingleton<IPublication, CallPublication>();
        services.AddSingleton<IPublication, CallRetries>();
        return services;
    }

    private static bool IsTwilio(IServiceProvider services) => CallSettings.ProviderOf(services.GetRequiredService<IConfiguration>()) == PhoneProvider.Twilio;
}

/// <summary>Where no telephone provider is configured: nobody is rung, and the call says why.</summary>
public sealed class NoPhone : IPhone
{
    private static readonly Task<PhoneAnswer> None = Task.FromResult(new PhoneAnswer(Refused: StepResult.Misconfigured));

    public Task<PhoneAnswer> Dial(PhoneStep step, string number, CancellationToken stop) => None;

    public Task<PhoneAnswer> Add(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => None;

    public Task<PhoneAnswer> Say(PhoneStep step, PhoneLine line, Speech speech, CancellationToken stop) => None;

    public Task<PhoneAnswer> Ask(PhoneStep step, PhoneLine line, string number, Speech speech, CancellationToken stop) => None;

    public Task<PhoneAnswer> Remove(PhoneStep step, PhoneLine line, string number, CancellationToken stop) => None;

    public Task<PhoneAnswer> HangUp(PhoneStep step, PhoneLine line, CancellationToken stop) => None;
}
