using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>
/// Reads the parameters of a protocol request: a form (RFC 6749 section 3.2), or a JSON object with the same names.
/// Whatever is wrong with it becomes an answer of 4xx, and nothing throws but an aborted request.
/// </summary>
internal sealed class ProtocolBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxDepth = 8;
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    // The rest of an object is not read, as unknown form parameters are not.
    private static readonly string[] JsonParameters =
    [
        Parameters.ClientId, Parameters.ClientSecret, Parameters.ClientAssertion, Parameters.ClientAssertionType,
        Parameters.Token, Parameters.TokenTypeHint,
    ];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private readonly IReadOnlyDictionary<string, StringValues>? _parameters;
    private readonly ProtocolError? _error;

    private ProtocolBody(IReadOnlyDictionary<string, StringValues>? parameters, ProtocolError? error) =>
        (_parameters, _error) = (parameters, error);

    /// <summary>The parameters, or what is wrong.</summary>
    public bool IsRead(
        [NotNullWhen(true)] out IReadOnlyDictionary<string, StringValues>? parameters,
        [NotNullWhen(false)] out ProtocolError? error)
    {
        (parameters, error) = (_parameters, _error);
        return parameters is not null;
    }

    public static async Task<ProtocolBody> ReadAsync(
        HttpRequest request, bool isRevocation, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return Invalid("The Content-Type header is missing.");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return Invalid("The Content-Type header cannot be read.");

        var isJson = type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase);
        if (!(isJson && isRevocation) && !type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase))
            return Unsupported(isRevocation ? $"Send {Form} or {Json}." : $"Send {Form}.");
        if (type.Charset.HasValue && !IsUtf8(type.Charset)) return Unsupported("Send UTF-8.");
        if (request.Headers.ContentEncoding.Count > 0) return Unsupported("Send the body without a content encoding.");

        try
        {
            if (await ReadTextAsync(request, cancellationToken) is not { } text)
                return new ProtocolBody(null, new ProtocolError(
                    StatusCodes.Status413PayloadTooLarge, Errors.InvalidRequest, "The body is too large."));
            var body = isJson ? FromJson(text) : FromForm(text);
            return isRevocation ? body.WithToken() : body;
        }
        catch (BadHttpRequestException exception)
        {
            return new ProtocolBody(null, new ProtocolError(
                exception.StatusCode, Errors.InvalidRequest, "The body could not be read."));
        }
        catch (DecoderFallbackException)
        {
            return Invalid("The body is not UTF-8.");
        }
    }

    private static bool IsUtf8(StringSegment charset)
    {
        var name = HeaderUtilities.RemoveQuotes(charset);
        return name.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string?> ReadTextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes) return null;
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBytes ? null : Utf8.GetString(buffer.AsSpan(0, length));
    }

    private static ProtocolBody FromForm(string text)
    {
        try
        {
            var parameters = new FormReader(text).ReadForm();
            return parameters.Any(parameter => parameter.Value.Count > 1)
                ? Invalid("A parameter is repeated.")
                : new ProtocolBody(parameters, null);
        }
        catch (InvalidDataException)
        {
            return Invalid("The body is not a form.");
        }
    }

    private static ProtocolBody FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Invalid("The body is not a JSON object.");

            var parameters = new Dictionary<string, StringValues>(StringComparer.Ordinal);
            foreach (var name in JsonParameters)
            {
                if (!document.RootElement.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                    continue;
                if (value.ValueKind != JsonValueKind.String) return Invalid($"The parameter {name} is not a string.");
                parameters[name] = value.GetString();
            }

            return new ProtocolBody(parameters, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is what half a surrogate pair becomes.
            return Invalid("The body is not JSON.");
        }
    }

    // RFC 6749 appendix A: tokens are printable ASCII. Introspection has an answer for whatever is none: inactive.
    private ProtocolBody WithToken()
    {
        if (_parameters?.GetValueOrDefault(Parameters.Token).ToString() is not { Length: > 0 } token) return this;
        if (string.IsNullOrWhiteSpace(token)) return Invalid("The token is blank.");
        return ProtocolText.IsPrintableAscii(token) ? this : Invalid("The token holds characters that no token has.");
    }

    private static ProtocolBody Invalid(string description) => new(null, ProtocolError.InvalidRequest(description));

    private static ProtocolBody Unsupported(string description) => new(null, new ProtocolError(
        StatusCodes.Status415UnsupportedMediaType, Errors.InvalidRequest, description));
}

internal static class ProtocolText
{
    /// <summary>VSCHAR of RFC 6749 appendix A.</summary>
    public static bool IsPrintableAscii(string text) => text.All(c => c is >= ' ' and <= '~');
}
