namespace TokenPortal.IntegrationTests.Authority;

/// <summary>Waits for what another process or task does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task IsAsync(int expected, Func<Task<int>> read)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await read() != expected) patience.Token.ThrowIfCancellationRequested();
    }
}
