using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NCrontab;
using VetVisits.Local.Host;

namespace VetVisits.Benchmarks.Cost;

/// <summary>What the timer functions cost in a month in which nothing is due: how often they run, by their schedules, and what one idle run of each asks of the stores.</summary>
internal sealed record Timers(double Runs, double RequestUnits)
{
    private static readonly IReadOnlyList<Found> All = [.. Found.In(Found.Classes).Where(f => f.Trigger is TimerTriggerAttribute)];

    public static IReadOnlySet<string> Names { get; } = All.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);

    public static async Task<Timers> Count(IServiceProvider services, Counts counts, Model model)
    {
        var (runs, units) = (0.0, 0.0);
        foreach (var function in All)
        {
            await Run(function, services); // The first has a past to make up for.
            var before = counts.RequestUnits(model);
            await Run(function, services);
            var often = Occurrences((TimerTriggerAttribute)function.Trigger);
            (runs, units) = (runs + often, units + (often * (counts.RequestUnits(model) - before)));
        }
        return new(runs, units);
    }

    private static async Task Run(Found function, IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var instance = ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Class);
        var given = function.Method.GetParameters().Select(p => p.ParameterType == typeof(CancellationToken) ? CancellationToken.None : (object)new TimerInfo()).ToArray();
        await (Task)function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, given, null)!;
    }

    private static double Occurrences(TimerTriggerAttribute timer)
    {
        var month = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        return CrontabSchedule.Parse(timer.Schedule, new() { IncludingSeconds = true }).GetNextOccurrences(month, month.AddDays(30)).Count();
    }
}
