namespace TokenPortal.Demo;

/// <summary>The demo cannot start. The message is one line that says what to do.</summary>
public sealed class StartException(string message, Exception? innerException = null)
    : Exception(message, innerException);
