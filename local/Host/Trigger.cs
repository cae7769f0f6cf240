using System.Linq.Expressions;
using System.Reflection;

namespace VetVisits.Local.Host;

/// <summary>What every trigger but HTTP shares: a loop that outlives its errors, and invocations in a scope of their own.</summary>
public abstract partial class Trigger(Found function, IServiceProvider services) : BackgroundService
{
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(1);

    protected Found Function { get; } = function;

    protected IServiceProvider Services { get; } = services;

    protected HostJson Host { get; } = services.GetRequiredService<HostJson>();

    protected LocalOptions Options { get; } = services.GetRequiredService<LocalOptions>();

    protected ILogger Log { get; } = services.GetRequiredService<ILoggerFactory>().CreateLogger($"VetVisits.Local.{function.Name}");

    private readonly Drain drain = services.GetRequiredService<Drain>();

    /// <summary>Takes work until <paramref name="taking"/>, then waits for what runs. May throw: it is called again after a while.</summary>
    protected abstract Task Work(CancellationToken taking);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var taking = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, drain.Taking);
        await Task.Yield();
        while (!taking.IsCancellationRequested)
        {
            try
            {
                await Work(taking.Token);
            }
            catch (OperationCanceledException) when (taking.IsCancellationRequested)
            {
                return;
            }
            // CA1031: storage may be gone for a while, and whatever it is, a trigger that ends takes a part of the product with it.
#pragma warning disable CA1031
            catch (Exception failed)
#pragma warning restore CA1031
            {
                Interrupted(Log, failed.Message);
                await Task.Delay(AfterError, taking.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Work that one process of the data folder does at a time.</summary>
    protected Task<IDisposable> Alone(CancellationToken stop) => ExclusiveLock.Take(Locks(Options), LockName, stop);

    public static string Locks(LocalOptions options) => Path.Combine(options.Data, "locks");

    protected virtual string LockName => Function.Name;

    /// <summary>Calls the function; false when it threw.</summary>
    protected async Task<bool> Try<TInput>(Func<IServiceProvider, TInput, CancellationToken, Task> call, TInput input)
    {
        using var time = drain.Run(Host.FunctionTimeout);
        await using var scope = Services.CreateAsyncScope();
        try
        {
            await call(scope.ServiceProvider, input, time.Token);
            return true;
        }
        // CA1031: a function may throw anything; each trigger knows what follows.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Failed(Log, Function.Name, failed);
            return false;
        }
    }

    /// <summary>Compiles the call with the trigger's input as the parameter that carries the attribute.</summary>
    protected Func<IServiceProvider, TInput, CancellationToken, Task> Compile<TInput>(Func<ParameterInfo, ParameterExpression, Expression?>? more = null) =>
        Invocation.Compile<TInput, Task>(Function, (parameter, input) =>
            parameter.Name == Function.Parameter.Name && parameter.ParameterType == typeof(TInput) ? input : more?.Invoke(parameter, input));

    /// <summary><c>%Name%</c> in a trigger's words is a setting.</summary>
    protected string Setting(string words)
    {
        if (words is not ['%', .., '%']) return words;
        return Services.GetRequiredService<IConfiguration>()[words[1..^1]] ?? throw new InvalidOperationException($"Function {Function.Name} needs the setting {words[1..^1]}.");
    }

    [LoggerMessage(111, LogLevel.Warning, "Interrupted and tried again in a second: {Why}")]
    private static partial void Interrupted(ILogger log, string why);

    [LoggerMessage(112, LogLevel.Error, "Function {Function} failed")]
    private static partial void Failed(ILogger log, string function, Exception failed);
}
