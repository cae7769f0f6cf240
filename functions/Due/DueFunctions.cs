using Microsoft.Azure.Functions.Worker;

namespace VetVisits.Due;

public sealed class DueFunctions(DueSweep sweep)
{
    /// <summary>Every half minute: overdue holds, late and missed visits, and whatever else was planned for a time that has come.</summary>
    [Function("SweepDue")]
    public Task Sweep([TimerTrigger("15,45 * * * * *")] TimerInfo timer, CancellationToken stop) => sweep.Sweep(stop);
}
