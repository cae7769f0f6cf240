using NodaTime;
using VetVisits.Documents;
using VetVisits.Due;
using VetVisits.Feed;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Webhooks;

/// <param name="Address">An https address on the usual port.</param>
/// <param name="Types">CloudEvents types such as <c>visit.booked</c> or <c>fee.decided</c>; <c>*</c> for all.</param>
public sealed record AddWebhook(string? Address, IReadOnlyList<string?>? Types)
{
    public static Refusal NotPublic { get; } = Refusal.Invalid("address-not-public", "The address must be https on port 443 and its name must point to public addresses alone.");

    /// <exception cref="RefusedException">422.</exception>
    public Webhook Checked(Asked asked, Instant now)
    {
        var problems = new Problems();
        var address = problems.Text("/address", Address, 500);
        problems.If(Types is null or { Count: 0 or > 50 }, "/types", "Name 1 to 50 types, or * for all.");
        IReadOnlyList<string> types = [.. (Types ?? []).Select((type, i) => problems.Text($"/types/{i}", type, 60))];
        problems.ThrowIfAny();
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && PublicNetwork.Allows(uri)
            ? new Webhook(asked.NewId(), uri.AbsoluteUri, types, now, Made.By(asked))
            : throw new RefusedException(NotPublic);
    }
}

/// <param name="SigningKey">Only in the answer that registers it.</param>
public sealed record WebhookView(string Id, string Address, IReadOnlyList<string> Types, Instant Since, Instant? FailingSince, Instant? DisabledAt, string? SigningKey = null)
{
    public static WebhookView Of(Webhook hook) => new(hook.Id, hook.Address, hook.Types, hook.Since, hook.FailingSince, hook.DisabledAt);
}

public sealed record WebhookList(IReadOnlyList<WebhookView> Webhooks);

public sealed record DeliveryView(string Key, string EventId, string Type, DeliveryState State, int Tries, int? Status, Instant? TriedAt)
{
    public static DeliveryView Of(WebhookDelivery delivery) =>
        new(delivery.Key, delivery.EventId, delivery.Type, delivery.State, delivery.Tries, delivery.Status, delivery.TriedAt);
}

public sealed record DeliveryList(IReadOnlyList<DeliveryView> Deliveries);

public static class WebhookServices
{
    /// <summary>Facts for the startup's own systems, over https.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddHttpClient(WebhookSender.Client, client => client.Timeout = TimeSpan.FromSeconds(5))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = PublicNetwork.Connect, AllowAutoRedirect = false, UseProxy = false, UseCookies = false });
        services.AddSingleton<WebhookKeys>();
        services.AddSingleton<IPublication, WebhookPublication>();
        services.AddSingleton<IDueWork, WebhookSender>();
        return services;
    }
}
