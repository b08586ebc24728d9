using System.Globalization;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>A connection's state in words.</summary>
internal static class StatusText
{
    public static string Label(ConnectionStatus status) => status switch
    {
        ConnectionStatus.Connected => "Connected",
        ConnectionStatus.Disconnected => "Disconnected",
        ConnectionStatus.Refused => "Refused",
        ConnectionStatus.SignedOut => "Signed out",
        ConnectionStatus.Dormant => "Not in use",
        ConnectionStatus.Unreachable => "No answer",
        _ => "Checking",
    };

    public static string Message(ConnectionCheck check) => check.Status switch
    {
        ConnectionStatus.Connected => "The API accepts this app's access token.",
        ConnectionStatus.Disconnected =>
            "The API refused the access token and no new one was to be had: access was taken away, or it ran out.",
        ConnectionStatus.Refused when check.RefreshError == "invalid_client" =>
            "The server does not know this app any more.",
        ConnectionStatus.Refused => "The server or the API refused this app.",
        ConnectionStatus.SignedOut => "The app gave its tokens back by itself. Your consent still stands.",
        ConnectionStatus.Dormant =>
            "Nobody has used this app for a while, but its refresh token still lives. This page leaves it asleep.",
        ConnectionStatus.Unreachable => "The server or the API does not answer. Trying again.",
        _ => "Asking the API.",
    };

    public static string Date(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
