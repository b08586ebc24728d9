using TokenPortal.Demo.Hosting;

namespace TokenPortal.UnitTests.Demo.Hosting;

public sealed class FolderLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenportal").FullName;

    [Fact]
    public void TryTake_Held_IsRefusedUntilReleased()
    {
        using (FolderLock.TryTake(_folder, "test.lock")) Assert.Null(FolderLock.TryTake(_folder, "test.lock"));

        using var again = FolderLock.TryTake(_folder, "test.lock");
        Assert.NotNull(again);
    }

    [Fact]
    public async Task TakeAsync_Held_WaitsForItsRelease()
    {
        var first = FolderLock.TryTake(_folder, "test.lock");
        var second = FolderLock.TakeAsync(_folder, "test.lock", TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first!.Dispose();

        using var taken = await second;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
