using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Records.Sharing;

/// <summary>
/// How often one address, and one link, may ask in a minute. A fixed table of counters, whatever is asked: nobody can fill the memory, and two that fall into one
/// counter share it. Each instance counts for itself; the limits of the edge stand before it.
/// </summary>
public sealed class ShareLimits(ShareSettings settings, IClock clock)
{
    private const int Counters = 16 * 1024;
    private readonly Counter[] byAddress = new Counter[Counters];
    private readonly Counter[] byToken = new Counter[Counters];
    private readonly Lock turn = new();

    /// <exception cref="RefusedException">429 <c>too-many-requests</c>, with <c>Retry-After</c>.</exception>
    public void Count(HttpRequest request, string tokenHash)
    {
        // The IPv6 network, not the address: whoever has one has more of it than there are counters.
        var address = Audit.Origin(request) is { } network && network.Contains(':', StringComparison.Ordinal) ? network : request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (Allowed(address, tokenHash)) return;
        request.HttpContext.Response.Headers.RetryAfter = "60";
        throw new RefusedException(new(429, "too-many-requests", "Too many requests for shared records. Wait the seconds in Retry-After."));
    }

    public bool Allowed(string address, string tokenHash)
    {
        var minute = clock.GetCurrentInstant().ToUnixTimeSeconds() / 60;
        lock (turn)
        {
            var address1 = Up(byAddress, address, minute) <= settings.PerAddressAMinute;
            return Up(byToken, tokenHash, minute) <= settings.PerTokenAMinute && address1;
        }
    }

    // string.GetHashCode is keyed anew in each process: nobody can choose whose counter theirs is.
    private static int Up(Counter[] counters, string key, long minute)
    {
        ref var counter = ref counters[(uint)key.GetHashCode(StringComparison.Ordinal) % Counters];
        if (counter.Minute != minute) counter = new(minute, 0);
        if (counter.Count < int.MaxValue) counter = counter with { Count = counter.Count + 1 };
        return counter.Count;
    }

    private readonly record struct Counter(long Minute, int Count);
}

/// <summary>Section <c>Shares</c>: <c>PerAddressAMinute</c>, <c>PerTokenAMinute</c>, <c>UsualDays</c>, <c>MostDays</c>, <c>UsualViews</c>.</summary>
public sealed record ShareSettings(int PerAddressAMinute = 30, int PerTokenAMinute = 60, int UsualDays = 14, int MostDays = 90, int UsualViews = 100)
{
    public static ShareSettings From(IConfiguration configuration)
    {
        var (section, usual) = (configuration.GetSection("Shares"), new ShareSettings());
        return new(
            Math.Max(1, section.GetValue("PerAddressAMinute", usual.PerAddressAMinute)),
            Math.Max(1, section.GetValue("PerTokenAMinute", usual.PerTokenAMinute)),
            Math.Max(1, section.GetValue("UsualDays", usual.UsualDays)),
            Math.Max(1, section.GetValue("MostDays", usual.MostDays)),
            Math.Clamp(section.GetValue("UsualViews", usual.UsualViews), 1, Share.MostViewsEver));
    }
}
