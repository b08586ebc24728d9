using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace TokenPortal.Web.Notices;

/// <summary>A conversation with the mail server: for one batch, and ended after it.</summary>
internal sealed class Mailer(MailOptions options) : IAsyncDisposable
{
    // A batch of ten must be through well before its claim is over (NoticeRetry.Lease).
    private const int TimeoutMilliseconds = 20_000;

    private readonly SmtpClient _client = new() { Timeout = TimeoutMilliseconds };

    private SecureSocketOptions Security => options.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>Sends one mail. The outcome is expected in each of its forms, and none is an exception.</summary>
    public async Task<SendOutcome> SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(cancellationToken);
        }
        catch (Exception exception) when (MailFailure.Describe(exception, cancellationToken) is { } reason)
        {
            return new SendOutcome.ServerAway(reason);
        }

        try
        {
            await _client.SendAsync(message, cancellationToken);
            return new SendOutcome.Sent();
        }
        catch (SmtpCommandException exception) when (MailFailure.IsRefusal(exception))
        {
            return new SendOutcome.Refused(MailFailure.Describe(exception));
        }
        catch (Exception exception) when (MailFailure.Describe(exception, cancellationToken) is { } reason)
        {
            return new SendOutcome.Failed(reason);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected) await _client.DisconnectAsync(quit: true);
        }
        catch (Exception exception) when (MailFailure.Describe(exception, CancellationToken.None) is not null)
        {
            // The mails are with the server; how the conversation ends changes nothing.
        }

        _client.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (!_client.IsConnected)
            await _client.ConnectAsync(options.Host, options.Port, Security, cancellationToken);
        if (options.User is { Length: > 0 } user && !_client.IsAuthenticated)
            await _client.AuthenticateAsync(user, options.Password ?? "", cancellationToken);
    }
}

/// <summary>What came of sending one mail.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    public sealed record Sent : SendOutcome;

    /// <summary>The server will never take this mail: no second try.</summary>
    public sealed record Refused(string Reason) : SendOutcome;

    /// <summary>This mail was not taken this time.</summary>
    public sealed record Failed(string Reason) : SendOutcome;

    /// <summary>The server takes no mail at all at the moment.</summary>
    public sealed record ServerAway(string Reason) : SendOutcome;
}

/// <summary>Makes a connection to the mail server.</summary>
internal sealed class MailerFactory(IOptions<MailOptions> options)
{
    public Mailer Create() => new(options.Value);
}
