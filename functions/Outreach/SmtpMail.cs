using System.Net.Security;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace VetVisits.Outreach;

/// <summary>
/// Letters by SMTP, of any provider. Settings of section <c>Mail</c>: <c>Server</c>, <c>Port</c> (587), <c>From</c>, <c>User</c> and <c>Password</c> (a secret) where the
/// server asks for them, and <c>Tls</c>: <c>start</c> (required; the default), <c>implicit</c> (port 465), or <c>none</c>, which only a server on this machine may have.
/// </summary>
/// <param name="trust">Who else's certificate is believed; null: those that this machine vouches for, as it should be outside of tests.</param>
public sealed class SmtpMail(IConfiguration settings, RemoteCertificateValidationCallback? trust = null) : IMail
{
    private const int MostMilliseconds = 30_000;
    private readonly string server = Needed(settings, "Server");
    private readonly string from = Needed(settings, "From");
    private readonly SecureSocketOptions tls = TlsOf(settings["Mail:Tls"], Needed(settings, "Server"));

    public async Task<Delivery> Send(Letter letter, CancellationToken stop)
    {
        using var message = Post.Message(letter, from);
        if (message is null) return Delivery.Refused;
        using var client = new SmtpClient { Timeout = MostMilliseconds, ServerCertificateValidationCallback = trust };
        await client.ConnectAsync(server, settings.GetValue("Mail:Port", 587), tls, stop);
        if (settings["Mail:User"] is { Length: > 0 } user) await client.AuthenticateAsync(user, settings["Mail:Password"] ?? "", stop);
        try
        {
            await client.SendAsync(message, stop);
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500)
        {
            // This mailbox does not exist: no retry mends that. Every other refusal is the server's or ours, and is tried again.
            return Delivery.Refused;
        }
        await client.DisconnectAsync(quit: true, stop);
        return Delivery.Taken;
    }

    private static SecureSocketOptions TlsOf(string? wanted, string server) => wanted switch
    {
        null or "start" => SecureSocketOptions.StartTls,
        "implicit" => SecureSocketOptions.SslOnConnect,
        "none" when server is "localhost" or "127.0.0.1" or "::1" => SecureSocketOptions.None,
        _ => throw new InvalidOperationException("The setting Mail:Tls is start or implicit; none is only for a server on this machine."),
    };

    private static string Needed(IConfiguration settings, string name) =>
        settings[$"Mail:{name}"] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The setting Mail:{name} is missing.");
}

/// <summary>A letter as an Internet message.</summary>
public static class Post
{
    /// <returns>Null when the recipient's address is none.</returns>
    public static MimeMessage? Message(Letter letter, string from)
    {
        if (!MailboxAddress.TryParse(letter.To, out var to)) return null;
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            MessageId = $"{letter.Id}@{sender.Domain}",
            Date = letter.At.ToDateTimeOffset(),
            Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody(),
        };
        message.From.Add(sender);
        message.To.Add(to);
        message.Body.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        // RFC 3834: nobody's holiday notice answers a machine.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
