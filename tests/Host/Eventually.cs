using System.Diagnostics;

namespace VetVisits.Tests.Host;

/// <summary>Waits for what follows in the background.</summary>
public static class Eventually
{
    public static async Task Holds(Func<bool> so, string what, double seconds = 15)
    {
        for (var since = Stopwatch.GetTimestamp(); !so(); await Task.Delay(20))
            Assert.True(Stopwatch.GetElapsedTime(since).TotalSeconds < seconds, $"After {seconds} s it still does not hold that {what}.");
    }

    public static async Task Holds(Func<Task<bool>> so, string what, double seconds = 15)
    {
        for (var since = Stopwatch.GetTimestamp(); !await so(); await Task.Delay(50))
            Assert.True(Stopwatch.GetElapsedTime(since).TotalSeconds < seconds, $"After {seconds} s it still does not hold that {what}.");
    }
}
