using TokenPortal.Web.Features.History;

namespace TokenPortal.ComponentTests.Features.History;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData(7L, "7")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\rlines", "\"two\rlines\"")]
    [InlineData(" padded ", "\" padded \"")]
    public void Cell_OfAnyText_IsQuotedAsRfc4180Says(object? value, string expected) =>
        Assert.Equal(expected, CsvFile.Cell(value));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"")]
    public void Cell_ThatASpreadsheetWouldRun_IsMadeText(string value, string expected) =>
        Assert.Equal(expected, CsvFile.Cell(value));
}
