using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace VetVisits.Tests.Video;

/// <summary>Headless Chromium with a made camera and microphone, led through Playwright in Node (<c>browsers.mjs</c>). One for all tests of the class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> asked = new();
    private readonly ConcurrentQueue<string> said = new();
    private readonly SemaphoreSlim starting = new(1);
    private readonly Lock writing = new();
    private Process? node;
    private int last;

    /// <summary>What the pages and Node wrote, for a test that fails.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Opens a page of its own browser profile at a host's address, with the product's video module as <c>Video</c>.</summary>
    public async Task<Page> Open(string name, Uri origin, string init)
    {
        await Started();
        await Ask(new { op = "open", page = name, origin = origin.ToString().TrimEnd('/'), init });
        return new Page(this, name);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (node is not null)
        {
            node.StandardInput.Close();
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await node.WaitForExitAsync(soon.Token);
            }
            catch (OperationCanceledException)
            {
                node.Kill(entireProcessTree: true);
            }
            node.Dispose();
        }
        starting.Dispose();
    }

    internal async Task<JsonElement> Ask(object command)
    {
        var id = Interlocked.Increment(ref last);
        var answer = asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = JsonSerializer.SerializeToNode(command)!.AsObject();
        line["id"] = id;
        lock (writing) node!.StandardInput.WriteLine(line.ToJsonString());
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task Started()
    {
        await starting.WaitAsync();
        try
        {
            if (node is not null) return;
            node = Process.Start(new ProcessStartInfo("node", [Repository.Path("tests", "Video", "browsers.mjs")])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var ready = asked[0] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            node.OutputDataReceived += (_, line) => Take(line.Data);
            node.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
            node.BeginOutputReadLine();
            node.BeginErrorReadLine();
            await ready.Task.WaitAsync(Patience);
        }
        finally
        {
            starting.Release();
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            foreach (var waiting in asked.Values) waiting.TrySetException(new InvalidOperationException("The browser ended: " + Said));
            return;
        }
        var answer = JsonDocument.Parse(line).RootElement;
        if (!asked.TryRemove(answer.GetProperty("id").GetInt32(), out var asker)) return;
        if (answer.TryGetProperty("wrong", out var wrong)) asker.SetException(new InvalidOperationException(wrong.GetString()));
        else asker.SetResult(answer.TryGetProperty("value", out var value) ? value : default);
    }
}

/// <summary>A page in Chromium.</summary>
public sealed class Page(Chromium browser, string name)
{
    /// <summary>The value of an async function's body.</summary>
    public Task<JsonElement> Run(string script) => browser.Ask(new { op = "eval", page = name, script });

    public Task Close() => browser.Ask(new { op = "close", page = name });
}
