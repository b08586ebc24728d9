using Microsoft.Extensions.Options;
using MimeKit;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Notices;
using TokenPortal.Web;
using TokenPortal.Web.Notices;

namespace TokenPortal.ComponentTests.Notices;

/// <summary>A notice with ordinary values, and the mail that comes of it.</summary>
internal sealed class NoticeBuilder
{
    public NoticeKind Kind { get; init; } = NoticeKind.AppConnected;

    public string? Language { get; init; }

    public string Email { get; init; } = "ann@example.com";

    public string Name { get; init; } = "Ann Example";

    public string Actor { get; init; } = "Sam Support";

    public string[] Apps { get; init; } = ["Calendar Sync"];

    public string? Note { get; init; }

    public string? EndReason { get; init; }

    public PortalOptions Portal { get; init; } = new();

    public MailOptions Mail { get; init; } = new()
    {
        Host = "mail.example.com",
        From = "Example Accounts <accounts@example.com>",
        PublicAddress = "https://apps.example.com/portal",
    };

    public Notice Notice => new(
        new Guid("0198f3c1-6a10-7d21-9b3e-5a6c1f00a001"), Kind, 1, DateTimeOffset.MaxValue,
        new Recipient("ann", Email, Name, Language),
        new NoticeFacts(new DateTimeOffset(2026, 11, 24, 22, 5, 0, TimeSpan.Zero), Actor, Apps)
        {
            From = new Origin("203.0.113.0/24", "Firefox on Windows"),
            SupportReason = "lost_device",
            Ticket = "4711",
            Note = Note,
            EndReason = EndReason,
        });

    public NoticeText Text() => new NoticeWriter(Options.Create(Mail), Options.Create(Portal)).Write(Notice);

    public MimeMessage? Mime() => new NoticeComposer(
        new NoticeWriter(Options.Create(Mail), Options.Create(Portal)), Options.Create(Mail), TimeProvider.System)
        .Compose(Notice);
}
