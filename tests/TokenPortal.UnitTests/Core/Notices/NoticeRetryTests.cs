using TokenPortal.Core.Notices;

namespace TokenPortal.UnitTests.Core.Notices;

public sealed class NoticeRetryTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    [InlineData(9, 24 * 60)]
    public void After_FailedTry_WaitsLongerEachTime(int attempt, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), NoticeRetry.After(attempt));

    [Fact]
    public void After_LastTry_IsNever() => Assert.Null(NoticeRetry.After(NoticeRetry.MostAttempts));

    [Fact]
    public void After_EveryTry_NeverWaitsLessThanBefore()
    {
        var waits = Enumerable.Range(1, NoticeRetry.MostAttempts - 1)
            .Select(attempt => NoticeRetry.After(attempt)!.Value).ToList();
        Assert.Equal(waits.Order(), waits);
        Assert.True(waits.Aggregate((sum, wait) => sum + wait) > TimeSpan.FromDays(3));
    }
}
