using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Host;

public sealed class TimerTriggerTests
{
    private readonly Notebook notes = new();

    [Fact]
    public async Task A_timer_runs_when_it_is_due()
    {
        await using var host = await Start("TestEverySecond");
        await Eventually.Holds(() => notes.Of("second").Count >= 2, "it ran twice");
        Assert.All(notes.Of("second"), note => Assert.Equal("on time", note));
    }

    [Fact]
    public async Task A_run_that_was_missed_is_made_up_once()
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        using (var state = new HostState(new() { Data = data })) await state.Ran("TestEveryHour", DateTime.UtcNow.AddHours(-49));
        await using (await Start("TestEveryHour", data))
        {
            await Eventually.Holds(() => notes.Of("hour").Count == 1, "the missed run is made up");
            await Task.Delay(500);
        }
        await using (await Start("TestEveryHour", data)) await Task.Delay(500);
        Assert.Equal(["past due"], notes.Of("hour"));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_first_start_makes_nothing_up()
    {
        await using var host = await Start("TestEveryHour");
        await Task.Delay(500);
        Assert.Empty(notes.Of("hour"));
    }

    [Fact]
    public async Task Of_two_hosts_on_one_folder_one_runs_it_and_the_other_goes_on_when_that_one_ends()
    {
        var data = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        var first = await Start("TestEverySecond", data);
        await Eventually.Holds(() => notes.Of("second").Count == 1, "it ran");
        await using (await Start("TestEverySecond", data))
        {
            await Eventually.Holds(() => notes.Of("second").Count >= 3, "it ran again");
            Assert.Equal(notes.Of("second at").Distinct().Count(), notes.Of("second at").Count);
            await first.DisposeAsync();
            var before = notes.Of("second").Count;
            await Eventually.Holds(() => notes.Of("second").Count > before, "the other host runs it");
        }
        Directory.Delete(data, recursive: true);
    }

    private Task<TestHost> Start(string function, string? data = null) => TestHost.Start(
        new() { WithoutStorage = true, MoreFunctions = [typeof(TimerFunctions)], Runs = name => name == function, Services = s => s.AddSingleton(notes) }, data);
}

public sealed class TimerFunctions(Notebook notes)
{
    [Function("TestEverySecond")]
    public Task Second([TimerTrigger("* * * * * *")] TimerInfo timer)
    {
        notes.Write("second", timer.IsPastDue ? "past due" : "on time");
        notes.Write("second at", timer.ScheduleStatus!.Next.ToString("O"));
        return Task.CompletedTask;
    }

    [Function("TestEveryHour")]
    public Task Hour([TimerTrigger("0 0 * * * *")] TimerInfo timer)
    {
        notes.Write("hour", timer.IsPastDue ? "past due" : "on time");
        return Task.CompletedTask;
    }
}
