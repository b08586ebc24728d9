using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Authentication;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error,
        "The issuer {Issuer} cannot be reached ({Reason}): nobody can sign in. Check Identity:Authority.")]
    public static partial void IssuerUnreachable(ILogger logger, string issuer, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "A sign-in failed: {Reason}")]
    public static partial void SignInFailed(ILogger logger, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "A sign-in could not be noted and was refused: {Failure}")]
    public static partial void SignInNotNoted(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2004, LogLevel.Warning, "Nobody can tell whether a session still lives: {Failure}")]
    public static partial void SessionUnknown(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2005, LogLevel.Warning,
        "Session {Session} does not open: its ticket was changed, or the keys of Portal:DataProtectionPath are gone")]
    public static partial void TicketDoesNotOpen(ILogger logger, Guid session);

    [LoggerMessage(2006, LogLevel.Warning, "A suspended person was kept out")]
    public static partial void SuspendedKeptOut(ILogger logger);

    [LoggerMessage(2007, LogLevel.Error,
        "The issuer sends no auth_time, so no sign-in counts as fresh, and what asks for one stays closed. Have it put "
        + "auth_time into the identity token: on Microsoft Entra ID it is an optional claim of the app registration.")]
    public static partial void NoAuthTime(ILogger logger);

    [LoggerMessage(2008, LogLevel.Warning,
        "A fresh sign-in was asked for (max_age=0), and the issuer answered with one that is {Age} old: refused")]
    public static partial void NotFresh(ILogger logger, TimeSpan age);

    [LoggerMessage(2009, LogLevel.Warning, "A circuit was asked for by a session that it does not belong to ({Method}): refused")]
    public static partial void CircuitRefused(ILogger logger, string method);

    [LoggerMessage(2010, LogLevel.Warning, "A page was reconnected to under another session: it is closed")]
    public static partial void CircuitTakenOver(ILogger logger);

    [LoggerMessage(2011, LogLevel.Warning, "Session {Session} has {Most} open pages: no more are connected")]
    public static partial void TooManyCircuits(ILogger logger, Guid session, int most);
}
