using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace TokenPortal.Authority.Server;

/// <summary>
/// Gives clients whose registration asks for it signed JWTs (RFC 9068) that an API checks by the server's keys alone.
/// All others keep reference tokens, whose payload stays encrypted in the database: whoever reads the table
/// finds nothing there that such an API would accept.
/// </summary>
internal sealed class SelfContainedAccessTokens(IOpenIddictApplicationManager applications)
    : IOpenIddictServerHandler<GenerateTokenContext>
{
    /// <summary>The name in an application's Settings.</summary>
    public const string Setting = "self_contained_access_tokens";

    /// <summary>Runs before anything else reads what kind of token is wanted.</summary>
    public static OpenIddictServerHandlerDescriptor Choose { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
            .UseScopedHandler<SelfContainedAccessTokens>()
            .SetOrder(AttachSecurityCredentials.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    /// <summary>Runs once the credentials are chosen, and drops the encryption that an API could not undo.</summary>
    public static OpenIddictServerHandlerDescriptor LeaveReadable { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
            .UseInlineHandler(context =>
            {
                if (IsAccessToken(context) && !context.IsReferenceToken)
                {
                    context.EncryptionCredentials = null;
                }

                return ValueTask.CompletedTask;
            })
            .SetOrder(AttachSecurityCredentials.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (!IsAccessToken(context) || context.ClientId is null)
        {
            return;
        }

        var application = await applications.FindByClientIdAsync(context.ClientId, context.CancellationToken)
            ?? throw new InvalidOperationException("The client that asks for a token has no registration.");
        var settings = await applications.GetSettingsAsync(application, context.CancellationToken);
        if (settings.TryGetValue(Setting, out var value) && bool.TryParse(value, out var wanted) && wanted)
        {
            context.IsReferenceToken = false;
            context.PersistTokenPayload = false;
        }
    }

    private static bool IsAccessToken(GenerateTokenContext context) =>
        context.TokenType == TokenTypeIdentifiers.AccessToken;
}
