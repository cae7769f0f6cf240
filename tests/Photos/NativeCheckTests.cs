using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using VetVisits.Photos;
using VetVisits.Photos.Vips;

namespace VetVisits.Tests.Photos;

public sealed class NativeCheckTests
{
    [Fact]
    public async Task A_start_says_which_library_serves_from_where_and_what_it_can_read()
    {
        var log = new Lines();
        using var check = new NativeCheck(log);
        await check.StartAsync(default);
        await check.ExecuteTask!;
        var (level, said) = Assert.Single(log.Said);
        Assert.Equal(LogLevel.Information, level);
        foreach (var part in (string[])[$"libvips {Library.InUse.Version} from {Library.InUse.From}", "jpegload_buffer pngload_buffer webpload_buffer", "HEVC:"])
            Assert.Contains(part, said, StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger<NativeCheck>
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Said { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Enqueue((logLevel, formatter(state, exception)));
    }
}
