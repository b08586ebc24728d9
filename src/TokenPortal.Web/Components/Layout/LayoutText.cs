namespace TokenPortal.Web.Components.Layout;

/// <summary>The words around every page.</summary>
internal static class LayoutText
{
    public const string Product = "Connected apps";
    public const string Home = "Connected apps, start page";
    public const string SkipToContent = "Skip to the content";
    public const string SignOut = "Sign out";
    public const string Pages = "Pages";
    public const string ConnectedApps = "Connected apps";
    public const string History = "History";
    public const string SupportAccess = "Support access";
    public const string HelpUsers = "Help users";
    public const string Sessions = "Your sign-ins";

    public const string Reconnecting = "The connection was lost. Reconnecting…";
    public const string NextAttempt = "Still trying to reconnect. Seconds to the next attempt:";
    public const string ReconnectFailed = "We could not reconnect. Check your network, then try again.";
    public const string Paused = "This page was paused because it was idle.";
    public const string ResumeFailed = "The page could not be resumed. Reload it to go on.";
    public const string Retry = "Try again";
    public const string Resume = "Go on";
}
