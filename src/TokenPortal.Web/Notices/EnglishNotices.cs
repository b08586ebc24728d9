using System.Globalization;
using TokenPortal.Core.Impersonation;
using TokenPortal.Core.Notices;

namespace TokenPortal.Web.Notices;

internal sealed class EnglishNotices : NoticeWording
{
    public override string Language => English;

    public override string WhenLabel => "When";

    public override string FromLabel => "From";

    public override string AppsLabel => "Apps";

    public override string ReasonLabel => "Reason";

    public override string TicketLabel => "Ticket";

    public override string NoteLabel => "Note";

    public override string EndLabel => "How it ended";

    public override string OpenPortal => "Open your connected apps";

    public override string Footer =>
        "You get this mail because it is about the safety of your account. Nobody reads answers to it.";

    public override string UnnamedApp => "An app without a name";

    public override string Unknown => "unknown";

    public override string Title(NoticeKind kind, NoticeNames names) => kind switch
    {
        NoticeKind.SupportStarted => "Support is looking at your connected apps",
        NoticeKind.SupportEnded => "Support has stopped looking at your connected apps",
        NoticeKind.BreakGlassApproved => "Support was let in although you said never",
        NoticeKind.AppRemovedBySupport when names.Count > 1 => $"Support removed {names.Count} apps for you",
        NoticeKind.AppRemovedBySupport => $"Support removed an app for you: {names.App}",
        NoticeKind.AllAccessRemoved => "All apps lost their access at once",
        NoticeKind.AppConnected => $"A new app was connected: {names.App}",
        NoticeKind.TokenReplayed => $"An app was cut off to protect you: {names.App}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string WhatHappened(NoticeKind kind, NoticeNames names) => kind switch
    {
        NoticeKind.SupportStarted =>
            $"{names.Actor} of support has begun to look at the apps that have access to {Server(names)}.",
        NoticeKind.SupportEnded =>
            $"{names.Actor} of support no longer sees the apps that have access to {Server(names)}.",
        NoticeKind.BreakGlassApproved =>
            "You have said that support may never look at your connected apps. Two members of staff have now opened "
            + $"them all the same, as an emergency. The approval came from {names.Actor}.",
        NoticeKind.AppRemovedBySupport when names.Count > 1 =>
            $"{names.Actor} of support took away the access that these apps had to {Server(names)}.",
        NoticeKind.AppRemovedBySupport =>
            $"{names.Actor} of support took away the access that {names.App} had to {Server(names)}.",
        NoticeKind.AllAccessRemoved =>
            $"Every app that had access to {Server(names)} has lost it. Somebody who was signed in as you asked for this.",
        NoticeKind.AppConnected =>
            $"{names.App} now has access to {Server(names)}. Somebody who was signed in as you allowed it.",
        NoticeKind.TokenReplayed =>
            $"A pass of {names.App} was presented a second time. Somebody may have copied it, so we ended the access "
            + $"that it gave to {Server(names)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string WhatToDo(NoticeKind kind) => kind switch
    {
        NoticeKind.SupportStarted =>
            "Your page shows this while it lasts, and you can end it there at any time. If you did not ask for help, end "
            + "it and forbid support access.",
        NoticeKind.SupportEnded =>
            "Your history shows what support did. If you know nothing of this, please tell us.",
        NoticeKind.BreakGlassApproved =>
            "You can end it on your page at any time. If you do not know why this was needed, please tell us.",
        NoticeKind.AppRemovedBySupport =>
            "The app must ask you before it can come back. If you did not want this, please tell us.",
        NoticeKind.AllAccessRemoved =>
            "If this was you, there is nothing to do. If not, somebody else can sign in as you: change your password now.",
        NoticeKind.AppConnected =>
            "If this was you, there is nothing to do. If not, remove the app on your page and change your password.",
        NoticeKind.TokenReplayed =>
            "If you still use the app, connect it again; it will ask you first. Look through your other apps as well.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string Exact(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public override string SupportReason(string code) => code switch
    {
        SupportReasons.LostDevice => "lost phone or computer",
        SupportReasons.SuspiciousApp => "an app that looks wrong",
        SupportReasons.AppProblem => "an app does not work",
        SupportReasons.Question => "a question about the account",
        SupportReasons.Other => "other",
        _ => code,
    };

    public override string WhyEnded(string code) => code switch
    {
        "staff" => "the member of staff ended it",
        "user" => "you ended it",
        "time" => "its time was up",
        "replaced" => "the member of staff began another one",
        "role_lost" => "the member of staff may not help users any more",
        "signed_out" => "the member of staff signed out",
        "operator" => "whoever runs this service ended it",
        "setting" => "you no longer allow it",
        _ => code,
    };

    private static string Server(NoticeNames names) => names.Server ?? "your account";
}
