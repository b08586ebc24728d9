namespace TokenPortal.Web.Authentication;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error,
        "The issuer {Issuer} cannot be reached ({Reason}): nobody can sign in. Check Identity:Authority.")]
    public static partial void IssuerUnreachable(ILogger logger, string issuer, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "A sign-in failed: {Reason}")]
    public static partial void SignInFailed(ILogger logger, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "A sign-in could not be noted and went on without: {Reason}")]
    public static partial void SignInNotNoted(ILogger logger, string reason);
}
