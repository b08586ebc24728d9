using System.Globalization;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

public sealed class PluralsTests
{
    [Theory]
    [InlineData(0, "many")]
    [InlineData(1, "one")]
    [InlineData(2, "few")]
    [InlineData(4, "few")]
    [InlineData(5, "many")]
    [InlineData(11, "many")]
    [InlineData(12, "many")]
    [InlineData(14, "many")]
    [InlineData(21, "one")]
    [InlineData(22, "few")]
    [InlineData(25, "many")]
    [InlineData(101, "one")]
    [InlineData(111, "many")]
    [InlineData(112, "many")]
    [InlineData(1001, "one")]
    [InlineData(-2, "few")]
    public void Russian_Number_TakesItsForm(int number, string form) =>
        Assert.Equal(form, Plurals.FormOf(number, Language.Russian.Texts));

    [Theory]
    [InlineData(0, "other")]
    [InlineData(1, "one")]
    [InlineData(2, "other")]
    [InlineData(5, "other")]
    [InlineData(11, "other")]
    [InlineData(21, "other")]
    [InlineData(101, "other")]
    [InlineData(1001, "other")]
    public void English_Number_TakesItsForm(int number, string form) =>
        Assert.Equal(form, Plurals.FormOf(number, Language.English.Texts));

    [Fact]
    public void Form_OfAnyNumber_IsOneThatTheLanguageMustHave() => Assert.All(Language.All, language =>
        Assert.Empty(Enumerable.Range(0, 1200)
            .Select(number => Plurals.FormOf(number, language.Texts)).Distinct().Except(Plurals.FormsOf(language.Texts))));

    [Fact]
    public void Form_OfALanguageThatIsNotThere_IsAsInEnglish() =>
        Assert.Equal("one", Plurals.FormOf(1, CultureInfo.InvariantCulture));
}
