using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPortal.OpenIddict.OpenApi;

/// <summary>Short ways to say things in OpenAPI.</summary>
internal static class Describe
{
    public const string Json = "application/json";

    public static OpenApiSchema Text(string? description = null, string? pattern = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern };

    public static OpenApiSchema Number(int? least = null, int? most = null, int? standard = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least?.ToString(CultureInfo.InvariantCulture),
        Maximum = most?.ToString(CultureInfo.InvariantCulture),
        Default = standard is { } value ? JsonValue.Create(value) : null,
    };

    public static OpenApiSchema Flag(bool standard) => new()
    {
        Type = JsonSchemaType.Boolean,
        Default = JsonValue.Create(standard),
    };

    public static OpenApiSchema OneOf(params string[] values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => JsonValue.Create(value))],
    };

    public static OpenApiSchema ListOf(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    public static OpenApiSchema Members(string[] required, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Required = required.ToHashSet(),
        Properties = members.ToDictionary(member => member.Name, member => member.Schema),
    };

    public static OpenApiResponse Answer(
        string description, IOpenApiSchema? schema = null, params (string Name, string Description)[] headers) => new()
        {
            Description = description,
            Content = schema is null ? null : new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new OpenApiMediaType { Schema = schema },
            },
            Headers = headers.Length == 0 ? null : headers.ToDictionary(
            header => header.Name,
            IOpenApiHeader (header) => new OpenApiHeader { Description = header.Description, Schema = Text() }),
        };
}
