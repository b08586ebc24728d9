using Microsoft.Extensions.Logging;

namespace TokenPortal.Benchmarks.Measuring;

/// <summary>Counts the failures that servers log, in place of a console that would have to write them all.</summary>
internal sealed class FailureCount : ILoggerProvider, ILogger
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Interlocked.Increment(ref _count);
    }

    public void Dispose()
    {
    }
}
