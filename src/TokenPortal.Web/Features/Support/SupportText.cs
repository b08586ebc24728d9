using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Support;

/// <summary>The words of support access, for both sides of it.</summary>
internal static class SupportText
{
    private static readonly Words Words = new(typeof(SupportText));

    public static string Title => Words.Text();
    public static string Lead => Words.Text();
    public static string FindLabel => Words.Text();
    public static string Find => Words.Text();
    public static string NobodyFound => Words.Text();
    public static string NotAUser => Words.Text();
    public static string Reason => Words.Text();
    public static string Ticket => Words.Text();
    public static string Note => Words.Text();
    public static string NoteHint => Words.Text();
    public static string Duration => Words.Text();
    public static string Start => Words.Text();
    public static string AskColleague => Words.Text();
    public static string SignInFirst => Words.Text();
    public static string SignInTimeUnknown => Words.Text();
    public static string Requests => Words.Text();
    public static string RequestsLead => Words.Text();
    public static string NoRequests => Words.Text();
    public static string LookAgain => Words.Text();
    public static string OwnRequests => Words.Text();
    public static string Approve => Words.Text();
    public static string Refuse => Words.Text();
    public static string OwnWaits => Words.Text();
    public static string Waiting => Words.Text();
    public static string Approved => Words.Text();
    public static string Refused => Words.Text();
    public static string TooLate => Words.Text();
    public static string ToRequests => Words.Text();

    public static string BannerTitle => Words.Text();
    public static string ReadOnly => Words.Text();
    public static string End => Words.Text();
    public static string Back => Words.Text();
    public static string Over => Words.Text();
    public static string EndingSoon => Words.Text();

    public static string NoticeTitle => Words.Text();
    public static string EndTheirs => Words.Text();
    public static string Ended => Words.Text();

    public static string SettingTitle => Words.Text();
    public static string SettingLead => Words.Text();
    public static string SettingFixed => Words.Text();
    public static string Save => Words.Text();
    public static string Saved => Words.Text();
    public static string AllowFor => Words.Text();
    public static string AllowNotNow => Words.Text();

    public static IReadOnlyList<(SupportChoice Choice, string Label, string Hint)> Choices =>
    [
        (SupportChoice.WithReason, Words.Text("ChoiceWithReason"), Words.Text("ChoiceWithReasonHint")),
        (SupportChoice.WhenAllowed, Words.Text("ChoiceWhenAllowed"), Words.Text("ChoiceWhenAllowedHint")),
        (SupportChoice.Never, Words.Text("ChoiceNever"), Words.Text("ChoiceNeverHint")),
    ];

    public static IReadOnlyList<(int Minutes, string Label)> Allowances =>
        [.. new[] { 15, 60, 24 * 60 }.Select(minutes => (minutes, DateWords.Span(TimeSpan.FromMinutes(minutes))))];

    public static string ReasonOf(string reason) => reason switch
    {
        SupportReasons.LostDevice => Words.Text("ReasonLostDevice"),
        SupportReasons.SuspiciousApp => Words.Text("ReasonSuspiciousApp"),
        SupportReasons.AppProblem => Words.Text("ReasonAppProblem"),
        SupportReasons.Question => Words.Text("ReasonQuestion"),
        _ => Words.Text("ReasonOther"),
    };

    public static string SettingOf(SupportSetting setting, DateTimeOffset now) => setting switch
    {
        { Choice: SupportChoice.WithReason } => Words.Text("SettingOfWithReason"),
        { Choice: SupportChoice.WhenAllowed } when setting.IsOpenAt(now) =>
            Words.Format("SettingOfOpenUntil", DateWords.Exact(setting.AllowedUntil!.Value)),
        { Choice: SupportChoice.WhenAllowed } => Words.Text("SettingOfWhenAllowed"),
        _ => Words.Text("SettingOfNever"),
    };

    public static string OpenUntil(DateTimeOffset until) => Words.Format("OpenUntil", DateWords.Exact(until));

    public static string Minutes(int minutes) => Words.Count("Minutes", minutes);

    public static string Looking(string supporter, string account) => Words.Format("Looking", supporter, account);

    public static string Left(TimeSpan left)
    {
        var rest = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return Words.Format("Left", FormattableString.Invariant($"{(int)rest.TotalMinutes}:{rest.Seconds:00}"));
    }

    public static string Notice(SupportSession session) =>
        Words.Format("Notice", session.ActorName ?? Words.Text("SomeStaff"), ReasonOf(session.Reason), session.Ticket)
        + (session.Note is { } note ? $" · {note}" : "");

    public static string Until(SupportSession session) => Words.Format("Until", DateWords.Exact(session.EndsAt));

    public static string Request(BreakGlassRequest request) => Words.Format(
        "Request", request.RequesterName ?? request.Requester, request.SubjectName ?? request.Subject,
        Minutes(request.Minutes));

    public static string Problem(string? code) => code switch
    {
        "subject" or "unknown" => NobodyFound,
        "reason" => Words.Text("ProblemReason"),
        "ticket" => Words.Text("ProblemTicket"),
        "note" => Words.Text("ProblemNote"),
        "minutes" => Words.Text("ProblemMinutes"),
        "not-a-user" => NotAUser,
        "closed" => Words.Text("ProblemClosed"),
        "not-permitted" => Words.Text("ProblemNotPermitted"),
        "in-support" => Words.Text("ProblemInSupport"),
        "too-late" => TooLate,
        "sign-in" => Words.Text("ProblemSignIn"),
        "unavailable" => Words.Text("ProblemUnavailable"),
        _ => Words.Text("ProblemOther"),
    };
}
