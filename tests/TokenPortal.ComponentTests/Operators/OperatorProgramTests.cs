using TokenPortal.Web.Operators;

namespace TokenPortal.ComponentTests.Operators;

public sealed class OperatorProgramTests
{
    [Theory]
    [InlineData(0, "database", "print", "remove-guard")]
    [InlineData(0, "database", "--help")]
    [InlineData(64, "database")]
    [InlineData(64, "database", "explode")]
    [InlineData(64, "database", "print", "everything")]
    [InlineData(0, "history", "prune", "--help")]
    [InlineData(64, "history", "prune")]
    [InlineData(64, "history", "prune", "--older-than", "0")]
    [InlineData(64, "history", "prune", "--older-than", "soon")]
    [InlineData(64, "people", "erase")]
    [InlineData(64, "people", "erase", "--subject", "ann")]
    [InlineData(78, "people", "erase", "--subject", "ann", "--yes")]
    [InlineData(78, "database", "verify-history")]
    [InlineData(78, "database", "anchor-history")]
    [InlineData(1, "database", "verify-history", "--anchor", "no-such-file.json")]
    [InlineData(64, "support", "end")]
    [InlineData(64, "support", "end", "--id", "nonsense")]
    [InlineData(78, "support", "end", "--id", "0198f3c1-6a10-7d21-9b3e-5a6c1f00a001")]
    [InlineData(64, "grants", "revoke")]
    [InlineData(78, "grants", "revoke", "--subject", "ann")]
    [InlineData(64, "notices")]
    [InlineData(64, "notices", "retry")]
    [InlineData(64, "notices", "retry", "--id", "nonsense")]
    [InlineData(64, "notices", "retry", "--all-dead", "--id", "0198f3c1-6a10-7d21-9b3e-5a6c1f00a001")]
    [InlineData(78, "notices", "list")]
    [InlineData(1, "notices", "list", "--dead", "--ConnectionStrings:TokenPortal=Host=127.0.0.1;Port=1;Timeout=1")]
    [InlineData(64, "scopes")]
    [InlineData(64, "scopes", "set", "--scope", "calendar.read")]
    [InlineData(64, "scopes", "set", "--scope", "two words", "--reach", "read", "--group", "calendar", "--risk", "low")]
    [InlineData(64, "scopes", "set", "--scope", "x", "--reach", "read", "--group", "The Calendar", "--risk", "low")]
    [InlineData(64, "scopes", "set", "--scope", "x", "--reach", "far", "--group", "calendar", "--risk", "low")]
    [InlineData(78, "scopes", "set", "--scope", "x", "--reach", "read", "--group", "calendar", "--risk", "low")]
    [InlineData(64, "scopes", "remove")]
    [InlineData(78, "scopes", "remove", "--scope", "x")]
    [InlineData(78, "scopes", "list")]
    [InlineData(1, "scopes", "list", "--ConnectionStrings:TokenPortalMigrator=Host=127.0.0.1;Port=1;Timeout=1")]
    [InlineData(78, "database", "check")]
    [InlineData(78, "database", "apply", "--ConnectionStrings:TokenPortalMigrator=Hots=db")]
    [InlineData(1, "database", "apply", "--ConnectionStrings:TokenPortalMigrator=Host=127.0.0.1;Port=1;Timeout=1")]
    [InlineData(64, "people", "suspend")]
    [InlineData(64, "people", "restore", "--subject")]
    [InlineData(64, "sessions", "end")]
    [InlineData(78, "people", "suspend", "--subject", "s")]
    [InlineData(78, "people", "restore", "--subject", "s")]
    [InlineData(78, "sessions", "end", "--subject", "s")]
    [InlineData(1, "sessions", "end", "--subject", "s",
        "--ConnectionStrings:TokenPortalMigrator=Host=127.0.0.1;Port=1;Timeout=1")]
    public async Task Run_Command_ExitsAsScriptsExpect(int expected, params string[] args) =>
        Assert.Equal(expected, await OperatorProgram.RunAsync(args));

    [Fact]
    public void IsAskedFor_SettingsOfThePortal_IsFalse() =>
        Assert.False(OperatorProgram.IsAskedFor(["--urls", "http://127.0.0.1:5000"]));
}
