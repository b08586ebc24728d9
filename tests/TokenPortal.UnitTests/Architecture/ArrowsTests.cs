using System.Reflection;

namespace TokenPortal.UnitTests.Architecture;

/// <summary>The arrows of docs/architecture.md, read from the built assemblies.</summary>
public sealed class ArrowsTests
{
    private static readonly string[] Projects =
    [
        "TokenPortal.Core", "TokenPortal.OpenIddict", "TokenPortal.Web", "TokenPortal.Authority", "TokenPortal.Demo",
    ];

    [Theory]
    [InlineData("TokenPortal.Core", "")]
    [InlineData("TokenPortal.Web", "TokenPortal.Core")]
    [InlineData("TokenPortal.OpenIddict", "TokenPortal.Core")]
    [InlineData("TokenPortal.Authority", "TokenPortal.OpenIddict TokenPortal.Core")]
    [InlineData("TokenPortal.Demo", "TokenPortal.Authority TokenPortal.OpenIddict TokenPortal.Core TokenPortal.Web")]
    public void Project_ReferencesOnlyWhatItMay(string project, string allowed)
    {
        var references = References(project).Where(Projects.Contains);
        Assert.Empty(references.Except(allowed.Split(' ')));
    }

    [Fact]
    public void Core_NeverReferencesAspNetCore() => Assert.DoesNotContain(
        References("TokenPortal.Core"), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Core_ReferencesDapperAndNpgsql()
    {
        Assert.Contains("Dapper", References("TokenPortal.Core"));
        Assert.Contains("Npgsql", References("TokenPortal.Core"));
    }

    [Theory]
    [InlineData("OpenIddict")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Dapper")]
    public void Web_NeverReferences(string prefix) => Assert.DoesNotContain(
        References("TokenPortal.Web"), name => name.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) =>
        Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!);
}
