using TokenPortal.Core.Database;

namespace TokenPortal.UnitTests.Core.Database;

public sealed class SchemaVerifierTests
{
    [Fact]
    public void Compare_NoTables_NamesEachOnce() => Assert.Equal(
        [
            "table \"OpenIddictApplications\" is missing", "table \"OpenIddictAuthorizations\" is missing",
            "table \"OpenIddictTokens\" is missing", "table \"OpenIddictScopes\" is missing",
        ],
        SchemaVerifier.Compare(new Dictionary<(string, string), string>()));

    [Fact]
    public void Compare_OneColumn_NamesTheOthersOfItsTable()
    {
        var differences = SchemaVerifier.Compare(
            new Dictionary<(string, string), string> { [("OpenIddictScopes", "Name")] = "text" });

        Assert.Contains("column \"OpenIddictScopes\".\"DisplayName\" is missing", differences);
        Assert.DoesNotContain(differences, difference => difference.Contains("\"Name\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_AnotherType_NamesBoth()
    {
        var differences = SchemaVerifier.Compare(
            new Dictionary<(string, string), string> { [("OpenIddictTokens", "Id")] = "integer" });

        Assert.Contains("column \"OpenIddictTokens\".\"Id\" is integer, expected text", differences);
    }
}
