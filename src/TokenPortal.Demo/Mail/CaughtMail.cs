using MimeKit;

namespace TokenPortal.Demo.Mail;

/// <summary>A mail that went no further than this machine.</summary>
public sealed record CaughtMail(
    string Id, DateTimeOffset ReceivedAt, string MessageId, string From, IReadOnlyList<string> To, string Subject)
{
    public required string Text { get; init; }

    public string? Html { get; init; }

    /// <param name="recipients">Those of the envelope: to whom a server would really deliver.</param>
    internal static CaughtMail Read(Stream content, IReadOnlyList<string> recipients, DateTimeOffset now)
    {
        var message = MimeMessage.Load(content);
        return new CaughtMail(
            Guid.NewGuid().ToString("N"), now, message.MessageId ?? "", message.From.ToString(), recipients,
            message.Subject ?? "")
        {
            Text = message.TextBody ?? "",
            Html = message.HtmlBody,
        };
    }
}
