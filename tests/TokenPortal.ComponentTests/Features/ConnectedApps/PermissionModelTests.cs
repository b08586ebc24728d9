using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class PermissionModelTests
{
    [Fact]
    public void Words_ServerDescribesTheScope_AreTheServers()
    {
        var permission = From("calendar.read");

        Assert.Equal("See your calendar", permission.Words);
        Assert.StartsWith("Events, invitations", permission.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("profile")]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("address")]
    [InlineData("offline_access")]
    [InlineData("roles")]
    public void Words_StandardScope_AreBuiltIn(string scope) => Assert.False(From(scope).IsUnnamed);

    [Fact]
    public void Words_UnknownScope_AreTheScope()
    {
        var permission = From("frobnicate:all");

        Assert.Equal("frobnicate:all", permission.Words);
        Assert.True(permission.IsUnnamed);
    }

    [Fact]
    public void Words_StandardScopeDescribedByTheServer_AreTheServers() => Assert.Equal(
        "Mail",
        PermissionModel.From(["email"], new Dictionary<string, ScopeText> { ["email"] = new("email", "Mail", null) })[0].Words);

    private static PermissionModel From(string scope) => PermissionModel.From([scope], new FakeScopes().Texts)[0];
}
