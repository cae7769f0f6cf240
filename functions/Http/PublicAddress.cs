namespace VetVisits.Http;

/// <summary>Where people and providers reach this product: the setting <c>PublicAddress</c>, for behind a front door the request's own host is not it.</summary>
public static class PublicAddress
{
    /// <summary>The address that links begin with; without the setting, the one that the client called.</summary>
    public static Uri Address(this HttpRequest request) =>
        Of(request.HttpContext.RequestServices.GetRequiredService<IConfiguration>()) ?? new($"{request.Scheme}://{request.Host.Value}");

    /// <summary>Null where it is not set.</summary>
    public static Uri? Of(IConfiguration settings) => Uri.TryCreate(settings["PublicAddress"], UriKind.Absolute, out var address) ? address : null;
}
