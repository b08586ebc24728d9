using TokenPortal.Web.Features.Shared;

namespace TokenPortal.ComponentTests.Features.Shared;

public sealed class MonogramTests
{
    [Theory]
    [InlineData("Mail Mate", "MM")]
    [InlineData("notes", "N")]
    [InlineData("photo-print_3000 pro", "PP")]
    [InlineData("(beta) Maps", "M")]
    [InlineData("Ежедневник Про", "ЕП")]
    [InlineData("🎮", "?")]
    [InlineData("", "?")]
    public void Initials_Name_AreItsFirstLetters(string name, string initials) =>
        Assert.Equal(initials, Monogram.Of(name).Initials);

    [Fact]
    public void Tone_SameName_IsTheSameInEveryProcess() =>
        Assert.Equal((3, 8), (Monogram.Of("Mail Mate").Tone, Monogram.Of("Notes").Tone));
}
