using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Support;

/// <summary>The words of support access, for both sides of it.</summary>
internal static class SupportText
{
    public const string Title = "Support access";
    public const string Lead = "Look at a user's connected apps with a reason, for a limited time. The user sees it while you "
        + "look, gets an e-mail, and finds it in their history.";
    public const string FindLabel = "E-mail address or subject of the user";
    public const string Find = "Find";
    public const string NobodyFound = "Nobody here has exactly this address or subject. People are known once they have "
        + "signed in to this portal.";
    public const string NotAUser = "Staff and administrators cannot be looked at.";
    public const string Reason = "Reason";
    public const string Ticket = "Ticket";
    public const string Note = "Note";
    public const string NoteHint = "Needed for the reason \"Other\". The user reads it.";
    public const string Duration = "For";
    public const string Start = "Start looking";
    public const string AskColleague = "Ask a colleague";
    public const string SignInFirst = "Starting asks for a fresh sign-in, at most five minutes old.";
    public const string SignInTimeUnknown = "The sign-in service does not tell when you signed in (auth_time), so no support "
        + "session can be started. Whoever runs this service can set that up.";
    public const string Requests = "Requests to open closed accounts";
    public const string RequestsLead = "A user who said never can be looked at only when a second staff member agrees. Requests "
        + "stay open for ten minutes.";
    public const string NoRequests = "No request is waiting.";
    public const string LookAgain = "Look whether somebody has answered";
    public const string OwnRequests = "Your requests";
    public const string Approve = "Approve";
    public const string Refuse = "Refuse";
    public const string OwnWaits = "Your own request: somebody else must answer it.";
    public const string Waiting = "Waiting for an answer";
    public const string Approved = "Approved: you can start now";
    public const string Refused = "Refused";
    public const string TooLate = "This request is answered already, or its time is over.";
    public const string ToRequests = "Open requests";

    public const string BannerTitle = "Support session";
    public const string ReadOnly = "You can look, and remove single apps.";
    public const string End = "End support session";
    public const string Back = "Back to your own page";
    public const string Over = "This support session is over.";
    public const string EndingSoon = "It ends soon.";

    public const string NoticeTitle = "Support is looking at this page";
    public const string EndTheirs = "End it now";
    public const string Ended = "You ended the support session. It can do nothing any more.";

    public const string SettingTitle = "What support may do";
    public const string SettingLead = "Support staff can look at your connected apps to help you. You always see it when they "
        + "do. Here you decide whether they may.";
    public const string SettingFixed = "Whoever runs this service has fixed this for everybody.";
    public const string Save = "Save";
    public const string Saved = "Saved.";
    public const string AllowFor = "Allow it for";
    public const string AllowNotNow = "not now";

    public static IReadOnlyList<(SupportChoice Choice, string Label, string Hint)> Choices { get; } =
    [
        (SupportChoice.WithReason, "Support may look, with a reason",
            "They state why and give a ticket number. You get an e-mail each time."),
        (SupportChoice.WhenAllowed, "Only when I allow it",
            "You open it for a while when you talk to them. It closes by itself."),
        (SupportChoice.Never, "Never",
            "Nobody looks, except in an emergency that two staff members agree on. You would be told at once."),
    ];

    public static IReadOnlyList<(int Minutes, string Label)> Allowances { get; } =
        [(15, "15 minutes"), (60, "1 hour"), (24 * 60, "1 day")];

    public static string ReasonOf(string reason) => reason switch
    {
        SupportReasons.LostDevice => "Lost phone or computer",
        SupportReasons.SuspiciousApp => "An app that looks wrong",
        SupportReasons.AppProblem => "An app does not work",
        SupportReasons.Question => "A question about the account",
        _ => "Other",
    };

    public static string SettingOf(SupportSetting setting, DateTimeOffset now) => setting switch
    {
        { Choice: SupportChoice.WithReason } => "This user lets support look with a reason.",
        { Choice: SupportChoice.WhenAllowed } when setting.IsOpenAt(now) =>
            $"This user allows it until {DateWords.Exact(setting.AllowedUntil!.Value)}.",
        { Choice: SupportChoice.WhenAllowed } =>
            "This user lets support look only when they allow it, and has not now: ask them to open it.",
        _ => "This user said never. A second staff member must agree first.",
    };

    public static string OpenUntil(DateTimeOffset until) => $"Support may look until {DateWords.Exact(until)}.";

    public static string Minutes(int minutes) => $"{minutes} minutes";

    public static string Looking(string supporter, string account) => $"{supporter} looks at the page of {account}";

    public static string Left(TimeSpan left)
    {
        var rest = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return FormattableString.Invariant($"{(int)rest.TotalMinutes}:{rest.Seconds:00} left");
    }

    public static string Notice(SupportSession session) =>
        $"{session.ActorName ?? "A staff member"} · {ReasonOf(session.Reason)} · ticket {session.Ticket}"
        + (session.Note is { } note ? $" · {note}" : "");

    public static string Until(SupportSession session) => $"Until {DateWords.Exact(session.EndsAt)}";

    public static string Request(BreakGlassRequest request) =>
        $"{request.RequesterName ?? request.Requester} asks to look at the page of "
        + $"{request.SubjectName ?? request.Subject} for {Minutes(request.Minutes)}";

    public static string Problem(string? code) => code switch
    {
        "subject" or "unknown" => NobodyFound,
        "reason" => "Choose a reason.",
        "ticket" => "Give a ticket number of at most 64 characters.",
        "note" => "The reason \"Other\" needs a note, of at most 500 characters.",
        "minutes" => "Choose for how long.",
        "not-a-user" => NotAUser,
        "closed" => "This account is closed to support right now. Nothing was started.",
        "not-permitted" => "You may not start a support session. Nothing was started.",
        "in-support" => "End the running support session first. Nothing was started.",
        "too-late" => TooLate,
        "sign-in" => "Answering asks for a fresh sign-in. Nothing was answered.",
        "unavailable" => "The database does not answer. It is safe to try again in a moment.",
        _ => "That did not work. Nothing was started.",
    };
}
