using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace VetVisits.Local.Host;

/// <summary>A timer function: six fields, UTC, one run at a time among all processes; a run that was missed is made up once.</summary>
public sealed class TimerTrigger : Trigger
{
    private readonly Func<IServiceProvider, TimerInfo, CancellationToken, Task> call;
    private readonly CrontabSchedule schedule;
    private readonly TimerTriggerAttribute trigger;
    private readonly HostState state;

    public TimerTrigger(Found function, TimerTriggerAttribute trigger, IServiceProvider services) : base(function, services)
    {
        this.trigger = trigger;
        call = Compile<TimerInfo>();
        schedule = CrontabSchedule.Parse(Setting(trigger.Schedule), new() { IncludingSeconds = true });
        state = services.GetRequiredService<HostState>();
    }

    protected override async Task Work(CancellationToken taking)
    {
        using var alone = await Alone(taking);
        var known = state.LastRun(Function.Name);
        var last = known ?? DateTime.UtcNow;
        if (known is null) await state.Ran(Function.Name, last);
        if (trigger.RunOnStartup) last = await Run(last, DateTime.UtcNow, pastDue: false);
        while (true)
        {
            var due = schedule.GetNextOccurrence(last);
            // However many were missed, one run makes up for them.
            var missed = schedule.GetNextOccurrence(due) <= DateTime.UtcNow;
            while (due - DateTime.UtcNow is { Ticks: > 0 } wait) await Task.Delay(wait < TimeSpan.FromHours(1) ? wait : TimeSpan.FromHours(1), taking);
            last = await Run(last, missed ? DateTime.UtcNow : due, missed || DateTime.UtcNow - due > TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The time is remembered only after the run: what is killed while it runs was missed.</summary>
    private async Task<DateTime> Run(DateTime last, DateTime at, bool pastDue)
    {
        var next = schedule.GetNextOccurrence(at);
        var status = trigger.UseMonitor ? new ScheduleStatus { Last = last, Next = next, LastUpdated = last } : null;
        await Try(call, new TimerInfo { IsPastDue = pastDue, ScheduleStatus = status });
        await state.Ran(Function.Name, at);
        return at;
    }
}
