using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Clients;

/// <summary>
/// The programs of docs/clients, as they stand there, each in its own words against the running authority; what they did
/// is looked up in the database.
/// </summary>
public sealed class ClientProgramTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private const string Client = "calendar";
    private const string ServerRows = "row not like 'h %'";

    // Programs of one folder share what is fetched and built for them.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static TheoryData<string> Programs => [.. ClientProgram.All.Select(program => program.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Programs))]
    public async Task Program_InEachCase_GetsItsAnswerAndHasItsEffect(string name)
    {
        var program = ClientProgram.All.Single(program => program.Name == name);
        SkipUnlessThere(program);
        await OneAtATime.WaitAsync(Cancellation);
        try
        {
            if (program.Prepare is { } prepare)
            {
                var (exitCode, output) = await program.RunAsync(prepare, new Dictionary<string, string>(), Cancellation);
                Assert.True(exitCode == 0, output);
            }

            await RunCasesAsync(program);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    [Theory]
    [InlineData("java/Revoke.java")]
    [InlineData("dotnet/revoke-restsharp.cs")]
    [InlineData("php/revoke.php")]
    public void Program_ToBeCopied_IsUnder30Lines(string file) =>
        Assert.InRange(File.ReadAllLines(Path.Combine(ClientProgram.Root, file)).Length, 1, 29);

    private async Task RunCasesAsync(ClientProgram program)
    {
        await authority.Database.ForgetGrantsAsync();
        using var calendar = authority.Visit(Client);
        using var vault = authority.Visit("vault");
        var own = RefreshToken(await calendar.ConnectAsync("openid offline_access"));
        var foreign = RefreshToken(await vault.ConnectAsync("openid offline_access"));
        var secret = AuthorityDriver.SecretOf(Client);

        var before = await authority.Database.SnapshotAsync(ServerRows);
        await AssertAsync(program, "wrong", own, 1, "401", "invalid_client");
        await AssertAsync(program, secret, foreign, 1, "400", "invalid_request");
        await AssertAsync(program, secret, "no-such-token", 0, "200");
        Assert.Equal(before, await authority.Database.SnapshotAsync(ServerRows));

        await AssertAsync(program, secret, own, 0, "200");
        Assert.Equal([("calendar", "revoked"), ("vault", "valid")], await StatesAsync("OpenIddictAuthorizations"));
        Assert.Equal([("calendar", "revoked"), ("vault", "valid")], await StatesAsync("OpenIddictTokens"));
    }

    private async Task AssertAsync(
        ClientProgram program, string secret, string token, int expectedExitCode, params string[] words)
    {
        var (exitCode, output) = await program.RunAsync(
            program.Command,
            new Dictionary<string, string>
            {
                ["REVOKE_URL"] = new Uri(authority.Address, "oauth/revoke").ToString(),
                ["CLIENT_ID"] = Client,
                ["CLIENT_SECRET"] = secret,
                ["TOKEN"] = token,
            },
            Cancellation);
        Assert.True(exitCode == expectedExitCode, $"{program.Name}: exit code {exitCode}, {output}");
        foreach (var word in words) Assert.Contains(word, output, StringComparison.Ordinal);
    }

    private Task<List<(string, string)>> StatesAsync(string table) =>
        authority.Database.QueryAsync<(string, string)>($"""
            select distinct p."ClientId", x."Status"
            from "{table}" x
            join "OpenIddictApplications" p on p."Id" = x."ApplicationId"
            where x."Status" <> 'redeemed' {(table.EndsWith("Tokens", StringComparison.Ordinal) ? "and x.\"Type\" not like '%id_token'" : "")}
            order by 1, 2
            """);

    private static string RefreshToken(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static void SkipUnlessThere(ClientProgram program)
    {
        if (program.Missing is not { } missing) return;
        var reason = $"{program.Name} needs {missing}, which is not installed.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Skip(reason);
    }
}
