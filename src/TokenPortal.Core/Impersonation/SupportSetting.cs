namespace TokenPortal.Core.Impersonation;

/// <summary>What a person lets support do with their account.</summary>
public enum SupportChoice
{
    /// <summary>Support may look when it states a reason. The default.</summary>
    WithReason,

    /// <summary>Support may look only for a time after the person has allowed it.</summary>
    WhenAllowed,

    /// <summary>Support may not look, except with a second staff member's approval.</summary>
    Never,
}

/// <summary>A person's setting as it counts now.</summary>
/// <param name="AllowedUntil">For <see cref="SupportChoice.WhenAllowed"/>: until when, or null.</param>
/// <param name="IsFixed">The operator has fixed the choice for everybody.</param>
public sealed record SupportSetting(SupportChoice Choice, DateTimeOffset? AllowedUntil, bool IsFixed)
{
    /// <summary>Whether support may look without a second staff member.</summary>
    public bool IsOpenAt(DateTimeOffset now) => Choice switch
    {
        SupportChoice.WithReason => true,
        SupportChoice.WhenAllowed => AllowedUntil > now,
        _ => false,
    };
}

internal static class SupportChoices
{
    public const string WithReason = "with_reason";
    public const string WhenAllowed = "when_allowed";
    public const string Never = "never";

    public static string ToDatabase(this SupportChoice choice) => choice switch
    {
        SupportChoice.WithReason => WithReason,
        SupportChoice.WhenAllowed => WhenAllowed,
        SupportChoice.Never => Never,
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, null),
    };

    /// <summary>No row means that the person never chose.</summary>
    public static SupportChoice FromDatabase(string? choice) => choice switch
    {
        WhenAllowed => SupportChoice.WhenAllowed,
        Never => SupportChoice.Never,
        _ => SupportChoice.WithReason,
    };
}
