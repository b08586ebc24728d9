using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.OpenIddict.OpenApi;

/// <summary>
/// Adds the revocation endpoint to a server's OpenAPI document: OpenIddict answers it outside of routing, so that the
/// document would be without it.
/// </summary>
public sealed class RevocationDescription : IOpenApiDocumentTransformer
{
    private static readonly OpenApiSchema Parameters = Describe.Members(
        ["token"],
        ("token", Describe.Text("The refresh or access token to revoke.")),
        ("token_type_hint", Describe.Text("Where to look first; an unknown hint is ignored.")),
        ("client_id", Describe.Text("Unless the client authenticates by header or assertion.")),
        ("client_secret", Describe.Text("For confidential clients that do not use the header.")),
        ("client_assertion_type", Describe.Text("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")),
        ("client_assertion", Describe.Text("A JWT signed by the client (RFC 7523).")));

    private static readonly OpenApiSchema Error = Describe.Members(
        ["error"], ("error", Describe.Text()), ("error_description", Describe.Text()), ("error_uri", Describe.Text()));

    /// <inheritdoc />
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Paths["/oauth/revoke"] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Operation() },
        };
        return Task.CompletedTask;
    }

    private static OpenApiOperation Operation() => new()
    {
        OperationId = "RevokeToken",
        Summary = "Revoke a token",
        Description = "RFC 7009. Checks the client's credentials, then that the token was issued to it, then ends the "
            + "whole grant, or with RefreshTokenRevocationDeletesGrant off that token's family.",
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-www-form-urlencoded"] = new OpenApiMediaType { Schema = Parameters },
                [Describe.Json] = new OpenApiMediaType { Schema = Parameters },
            },
        },
        Responses = new OpenApiResponses
        {
            ["200"] = Describe.Answer(
                "The access is gone, or the token was unknown, expired or revoked before.",
                new OpenApiSchema { Type = JsonSchemaType.Object }, ("Cache-Control", "no-store")),
            ["400"] = Describe.Answer(
                $"{Errors.InvalidRequest}: the request cannot be read, or the token is another client's; "
                + $"{Errors.UnsupportedTokenType}: tokens of this type cannot be revoked.", Error),
            ["401"] = Describe.Answer(
                $"{Errors.InvalidClient}: credentials missing or wrong.", Error, ("WWW-Authenticate", "Basic")),
            ["405"] = Describe.Answer("Another method.", Error, ("Allow", "POST")),
            ["413"] = Describe.Answer("The body is over 64 KiB.", Error),
            ["415"] = Describe.Answer("Neither a form nor JSON, or not UTF-8.", Error),
            ["429"] = Describe.Answer("Too many requests of this client from this address.", Error,
                ("Retry-After", "Seconds to wait.")),
            ["503"] = Describe.Answer("The database does not take part: the token may still live. Safe to try again.",
                Error, ("Retry-After", "Seconds to wait.")),
        },
    };
}
