using FsCheck.Xunit;
using TokenPortal.Core.Grants;

namespace TokenPortal.UnitTests.Core.Grants;

public sealed class AppKeyTests
{
    [Property]
    public bool Parse_WhatToStringWrote_GivesTheSameKey(Guid id)
    {
        AppKey[] keys =
        [
            AppKey.ForApplication(id.ToString()), AppKey.ForAuthorization(id.ToString()),
            AppKey.ForRemoved(id.ToString()), AppKey.ForUnattachedTokens(),
        ];
        return keys.All(key => AppKey.TryParse(key.ToString(), out var parsed) && parsed == key);
    }

    [Property]
    public bool Parse_AnyText_NeverThrowsAndRoundTrips(string? text) =>
        !AppKey.TryParse(text, out var key) || (AppKey.TryParse(key.ToString(), out var again) && again == key);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("x0000")]
    [InlineData("aAA")]
    [InlineData("tMTIz")]
    [InlineData("a!!!!")]
    public void Parse_NotAKey_GivesFalse(string? text) => Assert.False(AppKey.TryParse(text, out _));

    [Fact]
    public void Parse_VeryLongText_GivesFalse() => Assert.False(AppKey.TryParse('a' + new string('A', 5000), out _));

    [Fact]
    public void ToString_OfAnApplication_DoesNotShowItsId() =>
        Assert.DoesNotContain("client-1", AppKey.ForApplication("client-1").ToString(), StringComparison.Ordinal);

    [Fact]
    public void ToString_AnyKey_FitsAnAddress() =>
        Assert.Matches("^[A-Za-z0-9_-]+$", AppKey.ForApplication("ключ/?&+ ").ToString());
}
