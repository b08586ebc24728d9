namespace TokenPortal.Authority.Database;

/// <summary>A person who can sign in.</summary>
internal sealed class User
{
    /// <summary>The `sub` claim: stable, never reused.</summary>
    public required string Subject { get; init; }

    /// <summary>In lower case, so that the unique index compares as people do.</summary>
    public required string Email { get; init; }

    public required string Name { get; init; }

    public string PasswordHash { get; set; } = "";

    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}
