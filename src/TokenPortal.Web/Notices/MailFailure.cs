using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace TokenPortal.Web.Notices;

/// <summary>Says why a mail was not sent, without what a server's own words may hold: addresses and names.</summary>
internal static class MailFailure
{
    private const int FirstPermanent = 500;

    /// <summary>Null for what is no failure of mail: a fault of the program, or being told to stop.</summary>
    public static string? Describe(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        SmtpCommandException refused => Describe(refused),
        AuthenticationException => "The mail server refused the login.",
        SslHandshakeException => "The mail server offers no TLS that can be trusted.",
        NotSupportedException => "The mail server lacks what Mail:Security or Mail:User asks for.",
        SocketException socket => $"The mail server cannot be reached ({socket.SocketErrorCode}).",
        TimeoutException or OperationCanceledException => "The mail server did not answer in time.",
        ProtocolException or IOException or ServiceNotConnectedException => "The mail server broke the connection off.",
        _ => null,
    };

    public static string Describe(SmtpCommandException exception) =>
        $"The mail server answered {(int)exception.StatusCode}.";

    /// <summary>The recipient is refused for good, as the answer's first digit says (RFC 5321 section 4.2.1).</summary>
    public static bool IsRefusal(SmtpCommandException exception) =>
        exception.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)exception.StatusCode >= FirstPermanent;
}
