using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
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

    private readonly List<Server> servers = [];
    private Server server = null!;

    public async Task InitializeAsync() => server = await Serve("start");

    public async Task DisposeAsync()
    {
        foreach (var one in servers) await one.DisposeAsync();
    }

    [Fact]
    public async Task A_letter_arrives_whole_under_its_own_id_in_both_forms()
    {
        Assert.Equal(Delivery.Taken, await Mail(("User", "visits"), ("Password", "secret")).Send(Letter, default));
        var taken = JsonDocument.Parse((await server.Line())!).RootElement;
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

    [Theory]
    [InlineData("start")]
    [InlineData("implicit")]
    public async Task A_letter_goes_encrypted_to_a_server_whose_certificate_is_believed(string tls)
    {
        var there = await Serve(tls);
        var settings = Settings(("Tls", tls), ("Port", there.Port), ("User", "visits"), ("Password", "secret"));
        X509Certificate? shown = null;
        Assert.Equal(Delivery.Taken, await new SmtpMail(settings, (_, certificate, _, _) => (shown = certificate) is not null).Send(Letter, default));
        var taken = JsonDocument.Parse((await there.Line())!).RootElement;
        Assert.Equal((true, "visits"), (taken.GetProperty("secure").GetBoolean(), taken.GetProperty("user").GetString()));
    }

    [Fact]
    public async Task A_server_that_knows_no_encryption_hears_neither_letter_nor_password()
    {
        var there = await Serve("plain");
        await Assert.ThrowsAsync<NotSupportedException>(() => Mail(("Tls", "start"), ("Port", there.Port), ("User", "visits"), ("Password", "secret")).Send(Letter, default));
    }

    [Fact]
    public void Without_encryption_only_this_machine_is_spoken_to() =>
        Assert.Throws<InvalidOperationException>(() => Mail(("Server", "mail.example"), ("Tls", "none")));

    private SmtpMail Mail(params (string Name, string Value)[] more) => new(Settings(more));

    private IConfiguration Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Mail:Server"] = "127.0.0.1",
            ["Mail:Port"] = server.Port,
            ["Mail:From"] = "VetVisits <visits@vets.example>",
            ["Mail:Tls"] = "none",
        };
        foreach (var (name, value) in more) settings[$"Mail:{name}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    private async Task<Server> Serve(string tls)
    {
        var made = await Server.Start(tls);
        servers.Add(made);
        return made;
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly Process process;

        private Server(Process process) => this.process = process;

        public string Port { get; private set; } = "";

        public static async Task<Server> Start(string tls)
        {
            var made = new Server(Process.Start(new ProcessStartInfo("node", [Repository.Path("tests", "Outreach", "smtp-server.cjs"), tls])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            })!);
            made.Port = (await made.Line())!;
            return made;
        }

        public async Task<string?> Line()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            return await process.StandardOutput.ReadLineAsync(patience.Token);
        }

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
