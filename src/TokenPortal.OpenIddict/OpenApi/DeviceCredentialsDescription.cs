using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPortal.OpenIddict.DeviceCredentials;

namespace TokenPortal.OpenIddict.OpenApi;

/// <summary>What the server's OpenAPI document says of the device-credentials API.</summary>
internal static class DeviceCredentialsDescription
{
    private static readonly OpenApiSchema Item = Describe.Members(
        [], [.. DeviceCredentialFields.All.Select(name => (name, (IOpenApiSchema)Field(name)))]);

    public static Task DescribeListAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Summary = "List device credentials";
        operation.Description = "Live refresh token families, oldest first: one entry for each device that stays "
            + $"connected. Asks for the scope {DeviceCredentialScopes.Read}, or for one's own devices "
            + $"{DeviceCredentialScopes.ReadCurrentUser}. Never shows a token.";
        operation.Parameters = [.. DeviceCredentialQuery.Names.Select(Parameter)];
        operation.Responses = ManagementDescription.Responses(
            ("200", Describe.Answer("A page of entries: an array, or with include_totals an object.", new OpenApiSchema
            {
                OneOf =
                [
                    Describe.ListOf(Item),
                    Describe.Members(
                        ["start", "limit", "total", "device_credentials"],
                        ("start", Describe.Number()), ("limit", Describe.Number()), ("total", Describe.Number()),
                        ("device_credentials", Describe.ListOf(Item))),
                ],
            }, ManagementDescription.RateHeaders)),
            ("400", Describe.Answer("A parameter cannot be read; the message names it.", ManagementDescription.Error)));
        return Task.CompletedTask;
    }

    public static Task DescribeDeleteAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Summary = "Delete a device credential";
        operation.Description = "Ends one refresh token family and the access tokens made from it; the grant and other "
            + "devices stay. An unknown id and, with the scope for one's own devices, another user's get the same answer. "
            + $"Asks for the scope {DeviceCredentialScopes.Delete}, or for one's own devices "
            + $"{DeviceCredentialScopes.DeleteCurrentUser}.";
        operation.Parameters =
        [
            new OpenApiParameter
            {
                Name = "id", In = ParameterLocation.Path, Required = true, Schema = Field("id"),
            },
        ];
        operation.Responses = ManagementDescription.Responses(
            ("204", Describe.Answer("The caller has no such device, now or any more.", null, ManagementDescription.RateHeaders)),
            ("400", Describe.Answer("The id is none.", ManagementDescription.Error)));
        return Task.CompletedTask;
    }

    private static IOpenApiParameter Parameter(string name) => new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = name switch
        {
            "user_id" => "Whose devices; me stands for the token's user.",
            "client_id" => "Of which app.",
            "type" => "A rotating refresh token is a refresh token: refresh_token lists both kinds.",
            "page" => "From 0.",
            "fields" => $"Comma-separated: {string.Join(", ", DeviceCredentialFields.All)}. "
                + "Those beyond Auth0's are given only when they are named.",
            "include_fields" => "Whether fields names what to give, or what to leave out.",
            "include_totals" => "Whether to give an object with start, limit and total.",
            _ => null,
        },
        Schema = name switch
        {
            "page" => Describe.Number(least: 0, standard: 0),
            "per_page" => Describe.Number(1, DeviceCredentialQuery.MaxPerPage, DeviceCredentialQuery.DefaultPerPage),
            "include_totals" => Describe.Flag(false),
            "include_fields" => Describe.Flag(true),
            "type" => Describe.OneOf(
                DeviceCredentialQuery.PublicKey, DeviceCredentialQuery.RefreshToken,
                DeviceCredentialQuery.RotatingRefreshToken),
            _ => Describe.Text(),
        },
    };

    private static OpenApiSchema Field(string name) => name switch
    {
        "id" => Describe.Text(pattern: "^dcr_[A-Za-z0-9]{16}$"),
        "device_name" => Describe.Text("What the app called the device, or its user agent."),
        "device_id" => Describe.Text("Empty, as for every refresh token."),
        "type" => Describe.OneOf(DeviceCredentialQuery.RefreshToken, DeviceCredentialQuery.RotatingRefreshToken),
        "created_at" or "last_exchanged_at" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        "expires_at" => new OpenApiSchema
        {
            Type = JsonSchemaType.String | JsonSchemaType.Null,
            Format = "date-time",
            Description = "Null: never.",
        },
        "scopes" => Describe.ListOf(Describe.Text()),
        _ => Describe.Text(),
    };
}
