using VetVisits.Outreach;

namespace VetVisits.Local.Outreach;

/// <summary>Letters of one machine: files in a maildir under the data folder, which any mail reader opens.</summary>
public sealed class Maildir(string data) : IMail
{
    public const string From = "VetVisits <visits@vetvisits.invalid>";

    private readonly string folder = Path.Combine(data, "mail");

    public async Task<Delivery> Send(Letter letter, CancellationToken stop)
    {
        using var message = Post.Message(letter, From);
        if (message is null) return Delivery.Refused;
        foreach (var part in (string[])["tmp", "new", "cur"]) Directory.CreateDirectory(Path.Combine(folder, part));
        // Whole or not there: written aside, then renamed. The same letter twice is one file.
        var aside = Path.Combine(folder, "tmp", $"{letter.Id}.{Guid.NewGuid():N}");
        await message.WriteToAsync(aside, stop);
        File.Move(aside, Path.Combine(folder, "new", letter.Id), overwrite: true);
        return Delivery.Taken;
    }
}

/// <summary>Text messages of one machine: a line of JSON each in <c>texts.jsonl</c> under the data folder.</summary>
public sealed class TextLog(string data) : ITextMessages, IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task<Delivery> Send(TextMessage message, CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            await File.AppendAllTextAsync(Path.Combine(data, "texts.jsonl"), Json.Write(message) + "\n", stop);
        }
        finally
        {
            one.Release();
        }
        return Delivery.Taken;
    }

    public void Dispose() => one.Dispose();
}
