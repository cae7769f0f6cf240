using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;
using NodaTime;
using VetVisits.Outreach;

namespace VetVisits.Tests.Outreach;

/// <summary>Letters over the wire to a real SMTP server, smtp-server from npm.</summary>
public sealed class SmtpMailTests : IAsyncLifetime
{
    private static readonly Letter Letter = new(
        "id1", "ana@owner.example", "Su consulta está reservada", "¡Hola!\r\n.\r\n", "<p>¡Hola!</p>", "es", Instant.FromUtc(2026, 11, 23, 8, 0));

    private readonly Process server = new()
    {
        StartInfo = new("node", [Path.Combine(Repository.Root, "tests", "Outreach", "smtp-server.cjs")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        },
    };

    private int port;

    public async Task InitializeAsync()
    {
        server.Start();
        port = int.Parse((await Line())!, CultureInfo.InvariantCulture);
    }

    public async Task DisposeAsync()
    {
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        server.Dispose();
    }

    [Fact]
    public async Task A_letter_arrives_whole_under_its_own_id_in_both_forms()
    {
        Assert.Equal(Delivery.Taken, await Mail(("User", "visits"), ("Password", "secret")).Send(Letter, default));
        var taken = JsonDocument.Parse((await Line())!).RootElement;
        Assert.Equal("visits", taken.GetProperty("user").GetString());
        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(taken.GetProperty("raw").GetString()!));
        var message = await MimeMessage.LoadAsync(raw);
        Assert.Equal(("id1@vets.example", Letter.Subject, "es"), (message.MessageId, message.Subject, message.Body!.Headers[HeaderId.ContentLanguage]));
        Assert.Equal("¡Hola!\n.", message.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("<p>¡Hola!</p>", message.HtmlBody!.TrimEnd());
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_refused_for_good_and_a_full_one_is_tried_again()
    {
        Assert.Equal(Delivery.Refused, await Mail().Send(Letter with { To = "gone@owner.example" }, default));
        Assert.Equal(Delivery.Refused, await Mail().Send(Letter with { To = "no address at all" }, default));
        await Assert.ThrowsAsync<SmtpCommandException>(() => Mail().Send(Letter with { To = "full@owner.example" }, default));
    }

    [Fact]
    public async Task A_wrong_password_is_an_error_of_ours_and_loses_no_letter() =>
        await Assert.ThrowsAsync<AuthenticationException>(() => Mail(("User", "visits"), ("Password", "wrong")).Send(Letter, default));

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_believed() =>
        await Assert.ThrowsAsync<SslHandshakeException>(() => Mail(("Tls", "start")).Send(Letter, default));

    [Fact]
    public void Without_encryption_only_this_machine_is_spoken_to() =>
        Assert.Throws<InvalidOperationException>(() => Mail(("Server", "mail.example"), ("Tls", "none")));

    private SmtpMail Mail(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Server"] = "127.0.0.1",
            ["Mail:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Mail:From"] = "VetVisits <visits@vets.example>",
            ["Mail:Tls"] = "none",
        };
        foreach (var (name, value) in more) settings[$"Mail:{name}"] = value;
        return new(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    private async Task<string?> Line()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await server.StandardOutput.ReadLineAsync(patience.Token);
    }
}
