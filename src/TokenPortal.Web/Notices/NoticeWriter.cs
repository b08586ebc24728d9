using Microsoft.Extensions.Options;
using TokenPortal.Core.Notices;

namespace TokenPortal.Web.Notices;

/// <summary>Puts a notice into the words of its recipient's language.</summary>
internal sealed class NoticeWriter(IOptions<MailOptions> mail, IOptions<PortalOptions> portal)
{
    private const string HistoryPath = "history";

    public NoticeText Write(Notice notice)
    {
        var wording = NoticeWording.For(notice.Recipient.Language, mail.Value.Language);
        var facts = notice.Facts;
        var names = new NoticeNames(
            ForeignText.Clean(facts.Actor) ?? wording.Unknown, AppNames(facts, wording), ServerName());
        return new NoticeText(
            wording.Language, wording.Title(notice.Kind, names), wording.WhatHappened(notice.Kind, names),
            [.. FactsOf(notice, names, wording)])
        {
            WhatToDo = wording.WhatToDo(notice.Kind),
            Link = (wording.OpenPortal, LinkFor(notice.Kind)),
            Footer = wording.Footer,
        };
    }

    private static List<string> AppNames(NoticeFacts facts, NoticeWording wording)
    {
        List<string> names = [.. facts.Apps.Select(name => ForeignText.Clean(name) ?? wording.UnnamedApp)];
        return names.Count > 0 ? names : [wording.UnnamedApp];
    }

    // The setting's default is English words, and each language has its own for them.
    private string? ServerName() =>
        portal.Value.ServerName == new PortalOptions().ServerName ? null : ForeignText.Clean(portal.Value.ServerName);

    private static IEnumerable<(string Label, string Value)> FactsOf(
        Notice notice, NoticeNames names, NoticeWording wording)
    {
        var facts = notice.Facts;
        yield return (wording.WhenLabel, wording.Exact(facts.At));
        if (facts.From is { } origin)
            yield return (wording.FromLabel, string.Join(", ", new[] { origin.Browser, origin.AddressPrefix }
                .Select(ForeignText.Clean).OfType<string>()));
        if (facts.Apps.Count > 0) yield return (wording.AppsLabel, string.Join(", ", names.Apps));
        if (ForeignText.Clean(facts.SupportReason) is { } reason)
            yield return (wording.ReasonLabel, wording.SupportReason(reason));
        if (ForeignText.Clean(facts.Ticket) is { } ticket) yield return (wording.TicketLabel, ticket);
        if (ForeignText.Clean(facts.Note) is { } note) yield return (wording.NoteLabel, note);
        if (ForeignText.Clean(facts.EndReason) is { } end) yield return (wording.EndLabel, wording.WhyEnded(end));
    }

    private Uri LinkFor(NoticeKind kind)
    {
        var portalAddress = new Uri(mail.Value.PublicAddress.TrimEnd('/') + "/");
        return kind is NoticeKind.AppConnected or NoticeKind.SupportStarted
            ? portalAddress
            : new Uri(portalAddress, HistoryPath);
    }
}
