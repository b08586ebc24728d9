using System.Globalization;
using TokenPortal.Core.Impersonation;
using TokenPortal.Core.Notices;

namespace TokenPortal.Web.Notices;

internal sealed class RussianNotices : NoticeWording
{
    // In the genitive, and not from the system's cultures, which a small container may lack.
    private static readonly string[] Months =
    [
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
        "декабря",
    ];

    public override string Language => Russian;

    public override string WhenLabel => "Когда";

    public override string FromLabel => "Откуда";

    public override string AppsLabel => "Приложения";

    public override string ReasonLabel => "Причина";

    public override string TicketLabel => "Номер обращения";

    public override string NoteLabel => "Примечание";

    public override string EndLabel => "Почему закончился просмотр";

    public override string OpenPortal => "Открыть подключённые приложения";

    public override string Footer =>
        "Вы получили это письмо, потому что оно касается безопасности вашей учётной записи. Ответы на него никто не читает.";

    public override string UnnamedApp => "Приложение без названия";

    public override string Unknown => "неизвестно";

    public override string Title(NoticeKind kind, NoticeNames names) => kind switch
    {
        NoticeKind.SupportStarted => "Служба поддержки просматривает ваши подключённые приложения",
        NoticeKind.SupportEnded => "Служба поддержки закончила просмотр ваших приложений",
        NoticeKind.BreakGlassApproved => "Служба поддержки получила доступ, хотя вы его запретили",
        NoticeKind.AppRemovedBySupport when names.Count > 1 => $"Служба поддержки отключила приложения: {names.Count}",
        NoticeKind.AppRemovedBySupport => $"Служба поддержки отключила приложение: {names.App}",
        NoticeKind.AllAccessRemoved => "Все приложения разом потеряли доступ",
        NoticeKind.AppConnected => $"Подключено новое приложение: {names.App}",
        NoticeKind.TokenReplayed => $"Приложение отключено ради вашей безопасности: {names.App}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string WhatHappened(NoticeKind kind, NoticeNames names) => kind switch
    {
        NoticeKind.SupportStarted =>
            $"Сотрудник поддержки ({names.Actor}) начал просматривать приложения, у которых есть доступ к {Server(names)}.",
        NoticeKind.SupportEnded =>
            $"Сотрудник поддержки ({names.Actor}) больше не видит приложения, у которых есть доступ к {Server(names)}.",
        NoticeKind.BreakGlassApproved =>
            "Вы указали, что поддержка никогда не должна видеть ваши подключённые приложения. Тем не менее два сотрудника "
            + $"открыли их как в чрезвычайном случае. Одобрение дал сотрудник: {names.Actor}.",
        NoticeKind.AppRemovedBySupport when names.Count > 1 =>
            $"Сотрудник поддержки ({names.Actor}) отключил эти приложения от {Server(names)}.",
        NoticeKind.AppRemovedBySupport =>
            $"Сотрудник поддержки ({names.Actor}) отключил приложение «{names.App}» от {Server(names)}.",
        NoticeKind.AllAccessRemoved =>
            $"Все приложения потеряли доступ к {Server(names)}. Об этом попросил тот, кто вошёл под вашим именем.",
        NoticeKind.AppConnected =>
            $"Приложение «{names.App}» получило доступ к {Server(names)}. Это разрешил тот, кто вошёл под вашим именем.",
        NoticeKind.TokenReplayed =>
            $"Пропуск приложения «{names.App}» предъявили второй раз. Возможно, его скопировали, поэтому мы прекратили "
            + $"доступ, который он давал к {Server(names)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string WhatToDo(NoticeKind kind) => kind switch
    {
        NoticeKind.SupportStarted =>
            "Пока просмотр продолжается, он виден на вашей странице, и вы можете прекратить его в любой момент. Если вы не "
            + "просили о помощи, прекратите его и запретите доступ поддержки.",
        NoticeKind.SupportEnded =>
            "В вашей истории видно, что сделала поддержка. Если вы ничего об этом не знаете, сообщите нам.",
        NoticeKind.BreakGlassApproved =>
            "Вы можете прекратить это на своей странице в любой момент. Если вы не знаете, зачем это понадобилось, "
            + "сообщите нам.",
        NoticeKind.AppRemovedBySupport =>
            "Чтобы вернуться, приложение должно спросить вас. Если вы этого не хотели, сообщите нам.",
        NoticeKind.AllAccessRemoved =>
            "Если это были вы, ничего делать не нужно. Если нет, под вашим именем может войти кто-то другой: немедленно "
            + "смените пароль.",
        NoticeKind.AppConnected =>
            "Если это были вы, ничего делать не нужно. Если нет, отключите приложение на своей странице и смените пароль.",
        NoticeKind.TokenReplayed =>
            "Если вы ещё пользуетесь приложением, подключите его снова: оно спросит разрешения. Проверьте и другие "
            + "приложения.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public override string Exact(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture, $"{utc.Day} {Months[utc.Month - 1]} {utc.Year} г., {utc:HH:mm} UTC");
    }

    public override string SupportReason(string code) => code switch
    {
        SupportReasons.LostDevice => "потерян телефон или компьютер",
        SupportReasons.SuspiciousApp => "подозрительное приложение",
        SupportReasons.AppProblem => "приложение не работает",
        SupportReasons.Question => "вопрос об учётной записи",
        SupportReasons.Other => "другое",
        _ => code,
    };

    // Dative and genitive are the same here.
    public override string WhyEnded(string code) => code switch
    {
        "staff" => "просмотр завершил сотрудник",
        "user" => "просмотр завершили вы",
        "time" => "истекло отведённое время",
        "replaced" => "сотрудник начал другой просмотр",
        "role_lost" => "сотрудник больше не работает в поддержке",
        "signed_out" => "сотрудник вышел из портала",
        "operator" => "просмотр завершил владелец сервиса",
        "setting" => "вы больше этого не разрешаете",
        _ => code,
    };

    private static string Server(NoticeNames names) =>
        names.Server is { } server ? $"«{server}»" : "вашей учётной записи";
}
