using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.OpenIddict.Families;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>
/// Case 76 for the narrower revokes: a refresh that has read everything and made nothing yet is held there until the
/// device or the permission is gone. A race seldom meets that moment, and nothing but the fence closes it.
/// </summary>
public sealed class HeldExchangeTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "subject-of-ann";

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _held;
    private AuthorityFixture _authority = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _authority = new AuthorityFixture(server)
        {
            Logging = logging => logging.Services.Configure<OpenIddictServerOptions>(options => options.Handlers.Add(
                OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
                    .UseInlineHandler(HoldAsync)
                    .SetOrder(CutRemovedScopes.Descriptor.Order + 1)
                    .Build())),
        };
        await _authority.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _authority.DisposeAsync();

    [Fact]
    [Proves("V10.7.3")]
    public async Task Refresh_HeldWhileAPermissionGoes_GivesNoLiveTokenWithIt()
    {
        using var visitor = _authority.Visit();
        using var api = _authority.Visit("demo-api");
        var tokens = await visitor.ConnectAsync("openid offline_access calendar.read calendar.write");

        var (status, body) = await RefreshHeldAsync(visitor, tokens, () => RemoveScopeAsync("calendar.read"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"active":false}""", JsonSerializer.Serialize(await api.IntrospectAsync(Access(body))));
        var (_, next) = await visitor.RefreshAsync(Refresh(body));
        var introspection = await api.IntrospectAsync(Access(next));
        Assert.True(introspection.GetProperty("active").GetBoolean());
        Assert.DoesNotContain("calendar.read", introspection.GetProperty("scope").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_HeldWhileAPermissionGoes_SendsNoTokenThatIsCheckedByKeysOnly()
    {
        using var visitor = _authority.Visit("vault");
        var tokens = await visitor.ConnectAsync("openid offline_access files.read");

        var (status, body) = await RefreshHeldAsync(visitor, tokens, () => RemoveScopeAsync("files.read"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
        Assert.Empty(await _authority.Database.QueryAsync<string>("""
            select "Id" from "OpenIddictTokens" where "Type" like '%:access_token' and "Status" <> 'revoked'
            """));
    }

    [Fact]
    [Proves("family mode")]
    public async Task Refresh_HeldWhileItsDeviceGoes_IsRefusedAndLeavesNothingAlive()
    {
        using var visitor = _authority.Visit();
        var tokens = await visitor.ConnectAsync();
        var devices = _authority.Services.GetRequiredService<IDeviceCredentials>();
        var device = Assert.Single((await devices.ListAsync(new DeviceQuery(Ann, null, 0, 10), Cancellation)).Items);

        var (status, body) = await RefreshHeldAsync(visitor, tokens, async () =>
            Assert.NotNull(await devices.RemoveAsync(device.Id, Ann, Actor.User(Ann), Cancellation)));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
        Assert.Empty(await _authority.Database.QueryAsync<string>("""
            select "Id" from "OpenIddictTokens"
            where ("Type" like '%:access_token' or "Type" like '%:refresh_token') and "Status" <> 'revoked'
            """));
        Assert.Equal(["valid"], await _authority.Database.QueryAsync<string>(
            """select "Status" from "OpenIddictAuthorizations" """));
    }

    private async ValueTask HoldAsync(ProcessSignInContext context)
    {
        if (!_held) return;
        _reached.SetResult();
        await _open.Task.WaitAsync(Cancellation);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> RefreshHeldAsync(
        AuthorityDriver visitor, JsonElement tokens, Func<Task> meanwhile)
    {
        _held = true;
        var refresh = visitor.RefreshAsync(Refresh(tokens));
        await _reached.Task.WaitAsync(Cancellation);
        _held = false;
        await meanwhile();
        _open.SetResult();
        return await refresh;
    }

    private async Task RemoveScopeAsync(string scope)
    {
        var service = _authority.Services.GetRequiredService<IGrantService>();
        var key = Assert.Single(await service.ListAsync(Ann, Cancellation)).Key;
        Assert.IsType<RevokeResult.Revoked>(
            await service.RemoveScopeAsync(Ann, key, scope, Actor.User(Ann), Cancellation));
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}
