using VetVisits.Calls;

namespace VetVisits.OnAzure;

public static class AcsPhoneServices
{
    /// <summary>The telephone of Azure Communication Services, where it is set up and no other provider is chosen.</summary>
    public static IServiceCollection AddAcsPhone(this IServiceCollection services, IConfiguration settings) =>
        CallSettings.ProviderOf(settings) == PhoneProvider.Acs && AcsPhone.From(settings) is { } phone ? services.AddSingleton<IPhone>(phone) : services;
}
