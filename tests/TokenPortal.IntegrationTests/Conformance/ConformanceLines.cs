namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>A line that some standard, or our own decision, asks for.</summary>
internal sealed record ConformanceLine(string Source, string Id, string Asks);

internal static class ConformanceLines
{
    private const string Revocation = "RFC 7009, token revocation";
    private const string Introspection = "RFC 7662, token introspection";
    private const string Decisions = "Decisions where references disagree";
    private const string Asvs4 = "OWASP ASVS 4.0.3";
    private const string Asvs5 = "OWASP ASVS 5.0";

    public static IReadOnlyList<ConformanceLine> All { get; } =
    [
        new(Revocation, "R1", "Refresh tokens can be revoked"),
        new(Revocation, "R2", "Access tokens can be revoked"),
        new(Revocation, "R3", "The endpoint takes POST only"),
        new(Revocation, "R4", "The published address is absolute, without a fragment, and HTTPS except on loopback"),
        new(Revocation, "R5", "A server that is published under HTTPS refuses plain HTTP"),
        new(Revocation, "R6", "Parameters come as a form; JSON is an extension"),
        new(Revocation, "R7", "A missing or empty token is an invalid request"),
        new(Revocation, "R8", "A wrong hint does not keep a token from being found"),
        new(Revocation, "R9", "An unknown hint is ignored"),
        new(Revocation, "R10", "The client authenticates as at the token endpoint; a failure changes nothing"),
        new(Revocation, "R11", "A failed Authorization header is answered by 401 with WWW-Authenticate"),
        new(Revocation, "R12", "Two ways to authenticate, or a repeated parameter, are an invalid request"),
        new(Revocation, "R13", "Another client's token is refused and goes on working"),
        new(Revocation, "R14", "A public client names itself and needs no secret"),
        new(Revocation, "R15", "After the answer no refresh succeeds"),
        new(Revocation, "R16", "With a refresh token go all access tokens of its grant"),
        new(Revocation, "R17", "With an access token goes its grant, by our setting"),
        new(Revocation, "R18", "The consent itself ends too"),
        new(Revocation, "R19", "An unknown, expired or revoked token is answered like a success"),
        new(Revocation, "R20", "The answer is an empty JSON object"),
        new(Revocation, "R21", "Errors have the form of RFC 6749 section 5.2, in ASCII without quotes"),
        new(Revocation, "R22", "unsupported_token_type only for what cannot be revoked"),
        new(Revocation, "R23", "What cannot be done now is answered by 503, never by 200"),
        new(Revocation, "R24", "Scripts of listed origins may call it"),
        new(Revocation, "R25", "JSONP is not offered"),
        new(Revocation, "R26", "Requests are limited for each client and address"),
        new(Revocation, "R27", "Nobody gets past without being a client"),
        new(Revocation, "R28", "Repeating does no harm, also at the same time"),
        new(Revocation, "R29", "Answers are not to be stored"),
        new(Revocation, "R30", "A token in the address is not read, and none is in a log"),
        new(Introspection, "I1", "POST with a form; the hint is optional"),
        new(Introspection, "I2", "The caller is authenticated and allowed to ask"),
        new(Introspection, "I3", "Wrong credentials are answered by 401"),
        new(Introspection, "I4", "The answer is JSON with a boolean active"),
        new(Introspection, "I5", "Unknown, expired, revoked and other parties' tokens are inactive, not errors"),
        new(Introspection, "I6", "An inactive answer says nothing else"),
        new(Introspection, "I7", "Signature, expiry and revocation are checked"),
        new(Introspection, "I8", "Members of an active answer have the types that the RFC gives them"),
        new(Introspection, "I9", "A resource server sees the tokens that are meant for it"),
        new(Introspection, "I10", "Answers are not to be stored"),
        new(Introspection, "I11", "The answer holds no personal data that the token was not granted"),
        new(Introspection, "I12", "Without the database nothing is active"),
        new(Introspection, "I13", "GET is refused"),
        new(Introspection, "I14", "After a revoke in the portal both tokens are inactive at once"),
        new(Decisions, "success body", "200, application/json, {}, no-store"),
        new(Decisions, "dead token", "Unknown, expired or revoked: answered like a success, and nothing changes"),
        new(Decisions, "foreign token", "Confidential client 400, public client 200; no column changed; a security event"),
        new(Decisions, "foreign redeemed token", "The same: ownership comes before reuse detection"),
        new(Decisions, "own redeemed token", "A known token: its grant or family ends"),
        new(Decisions, "order of checks", "Credentials, then ownership, then revoke"),
        new(Decisions, "whole grant", "All refresh and access tokens of that user and app, and the consent"),
        new(Decisions, "family mode", "That token's family, through every rotation; other devices stay"),
        new(Decisions, "device credentials", "DELETE ends that family and its access tokens, and nothing else"),
        new(Decisions, "hint", "Only where to look first; an unknown one is ignored"),
        new(Decisions, "content types", "Form and JSON; others 415, unreadable 400"),
        new(Decisions, "methods", "POST; others 405 with Allow"),
        new(Decisions, "same bytes", "Wrong secret and unknown client cannot be told apart"),
        new(Decisions, "database away", "503 with Retry-After within five seconds"),
        new(Decisions, "in the server", "OpenIddict authenticates and parses; its own revoke handler is replaced, not accompanied"),
        new(Decisions, "two lines", "UseTokenPortal and MapTokenPortal are all that a server adds"),
        new(Asvs4, "V3.5.1", "Users can revoke the tokens by which linked apps reach their account"),
        new(Asvs4, "V3.5.2", "The management API takes tokens with scopes, no static key"),
        new(Asvs4, "V3.5.3", "Unsigned, foreign and expired tokens are refused"),
        new(Asvs5, "V10.4.2", "A code that comes twice ends what was issued from it"),
        new(Asvs5, "V10.4.5", "A refresh token that comes twice ends the whole grant"),
        new(Asvs5, "V10.4.9", "Users can revoke refresh tokens and reference access tokens"),
        new(Asvs5, "V10.4.10", "Confidential clients authenticate when they revoke"),
        new(Asvs5, "V10.7.3", "Users can review, narrow and revoke their consents"),
    ];
}
