using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>What settings make of the portal as it ships.</summary>
public sealed class PortalSettingsTests(DatabaseServer server)
{
    private const string Tenant = "0b9f3f35-6a1c-4d1e-8f0e-6f1f7c9c2a11";

    [Fact]
    public async Task Identity_Entra_IsTheTenantsOwnIssuerAndIsCheckedAsOne()
    {
        await using var portal = await PortalFixture.StartAsync(
            await server.CreateAsync(),
            ("Identity:Authority", ""), ("Identity:Instance", "https://login.microsoftonline.com/"),
            ("Identity:TenantId", Tenant));
        var options = SignIn(portal);

        Assert.Equal($"https://login.microsoftonline.com/{Tenant}/v2.0", options.Authority);
        Assert.True(options.RequireHttpsMetadata);
        Assert.NotNull(options.TokenValidationParameters.IssuerValidator);
        Assert.Equal(["code", "query"], [options.ResponseType, options.ResponseMode]);
        Assert.False(options.MapInboundClaims);
    }

    [Fact]
    public async Task Identity_PlainIssuer_IsTakenAsItIsAndCheckedLikeAnyOther()
    {
        await using var portal = await PortalFixture.StartAsync(await server.CreateAsync());
        var options = SignIn(portal);

        Assert.Equal(PortalFixture.Nowhere, options.Authority);
        Assert.Null(options.TokenValidationParameters.IssuerValidator);
        Assert.True(options.TokenValidationParameters.ValidateIssuer);
        Assert.Equal(["code", "query"], [options.ResponseType, options.ResponseMode]);
        Assert.False(options.MapInboundClaims);
    }

    [Fact] // Case 140
    public async Task DataProtectionPath_SecondStart_OpensWhatTheFirstSealed()
    {
        var folder = Directory.CreateTempSubdirectory("tokenportal-ring-");
        try
        {
            var database = await server.CreateAsync();
            string sealedText;
            await using (var first = await PortalFixture.StartAsync(database, ("Portal:DataProtectionPath", folder.FullName)))
                sealedText = Protector(first).Protect("session");
            await using var second = await PortalFixture.StartAsync(
                database, ("Portal:DataProtectionPath", folder.FullName));

            Assert.Equal("session", Protector(second).Unprotect(sealedText));
            Assert.Single(folder.GetFiles("key-*.xml"));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                    File.GetUnixFileMode(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IDataProtector Protector(PortalFixture portal) =>
        portal.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static OpenIdConnectOptions SignIn(PortalFixture portal) =>
        portal.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>()
            .Get(OpenIdConnectDefaults.AuthenticationScheme);
}
