using Microsoft.Extensions.Options;
using MimeKit;
using TokenPortal.Core.Notices;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Notices;

/// <summary>Makes the mail of a notice: plain text, and HTML beside it.</summary>
internal sealed class NoticeComposer(NoticeWriter writer, IOptions<MailOptions> options, TimeProvider time)
{
    /// <summary>Null when the recipient's address cannot be one.</summary>
    public MimeMessage? Compose(Notice notice)
    {
        if (AddressOf(notice.Recipient) is not { } to) return null;

        var text = writer.Write(notice);
        var from = MailboxAddress.Parse(options.Value.From);
        var message = new MimeMessage
        {
            Subject = text.Title,
            Date = time.GetUtcNow(),
            // The same at every try, so that a repeat can be recognized (RFC 5322 section 3.6.4).
            MessageId = $"{notice.Id:N}@{from.Domain}",
            Body = new BodyBuilder { TextBody = text.ToPlainText(), HtmlBody = NoticeHtml.Draw(text) }.ToMessageBody(),
        };
        message.From.Add(from);
        message.To.Add(to);
        // No holiday notes back (RFC 3834 section 5).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, text.Language);
        return message;
    }

    // One address and nothing beside it: neither a second one nor a line of a header.
    private static MailboxAddress? AddressOf(Recipient recipient) =>
        MailboxAddress.TryParse(recipient.Email, out var mailbox) && mailbox.Address == recipient.Email
            ? new MailboxAddress(DisplayText.OneLine(recipient.Name), mailbox.Address)
            : null;
}
