namespace TokenPortal.Core.Grants;

/// <summary>
/// Names in an application's Properties, where its registration tells about it. As in client metadata (RFC 7591 section 2),
/// where that has a name for it.
/// </summary>
public static class ApplicationProperties
{
    /// <summary>The publisher's name.</summary>
    public const string Publisher = "publisher";

    /// <summary>The address of its home page.</summary>
    public const string HomePage = "client_uri";

    /// <summary>The address of its privacy policy.</summary>
    public const string PrivacyPolicy = "policy_uri";

    /// <summary>The address of its terms of service.</summary>
    public const string TermsOfService = "tos_uri";

    /// <summary>When it was registered: a number, the seconds since 1970 (RFC 7591 section 3.2.1).</summary>
    public const string RegisteredAt = "client_id_issued_at";

    /// <summary>True when whoever makes the app registered it, and nobody looked at what it says of itself.</summary>
    public const string SelfRegistered = "self_registered";
}
