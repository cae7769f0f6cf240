using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VetVisits.Tests;

/// <summary>Every line that a host of usual settings logs, with the values that were given to it.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> all = new();

    public IReadOnlyList<string> All => [.. all];

    public ILogger CreateLogger(string categoryName) => new Lines(all);

    public void Dispose()
    {
    }

    private sealed class Lines(ConcurrentQueue<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            all.Enqueue(Text(state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.Enqueue($"{formatter(state, exception)} {Text(state)} {exception}");

        private static string Text<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : $"{state}";
    }
}
