using TokenPortal.Web.Features.Shared;

namespace TokenPortal.ComponentTests.Features.Shared;

/// <summary>Case 61: names come from registrations, which anyone may have made.</summary>
public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("Mail Mate", "Mail Mate")]
    [InlineData("  Mail\r\n\tMate ", "Mail Mate")]
    [InlineData("Bank\u202Egro.live", "Bankgro.live")]
    [InlineData("Zero\u200BWidth", "ZeroWidth")]
    [InlineData("\u0000Nul", "Nul")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("\u200B\u202E", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void OneLine_Text_IsFitToStandBesideOurs(string? text, string? line) =>
        Assert.Equal(line, DisplayText.OneLine(text));

    [Fact]
    public void OneLine_TenThousandCharacters_IsCut()
    {
        var line = DisplayText.OneLine(new string('x', 10_000));

        Assert.Equal(new string('x', 80) + "…", line);
    }
}
