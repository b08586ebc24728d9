using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPortal.OpenIddict.GrantRemoval;

namespace TokenPortal.OpenIddict.OpenApi;

/// <summary>What the server's OpenAPI document says of DELETE /api/v2/grants.</summary>
internal static class GrantRemovalDescription
{
    public static Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Summary = "Delete a user's grants";
        operation.Description = "Ends the access of all of a user's apps but first-party ones, or of one: consents, refresh "
            + "tokens and access tokens. For programs of the operator, as when an account is disabled: asks for the scope "
            + $"{GrantScopes.Delete} in a client's own token (client credentials). A user or client that is not "
            + "known gets the same answer.";
        operation.Parameters =
        [
            Parameter("user_id", "Whose grants: the subject.", required: true),
            Parameter("client_id", "Of which app; a first-party app can be named too.", required: false),
        ];
        operation.Responses = ManagementDescription.Responses(
            ("204", Describe.Answer("There are none, now or any more.", null, ManagementDescription.RateHeaders)),
            ("400", Describe.Answer("A parameter is missing or cannot be read; the message names it.", ManagementDescription.Error)));
        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(string name, string description, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Required = required,
        Description = description,
        Schema = Describe.Text(),
    };
}
