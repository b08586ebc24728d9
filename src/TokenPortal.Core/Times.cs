namespace TokenPortal.Core;

/// <summary>Database times are UTC; PostgreSQL's infinity arrives as the largest DateTime.</summary>
internal static class Times
{
    public static DateTimeOffset FromDatabase(DateTime time) => time == DateTime.MaxValue
        ? DateTimeOffset.MaxValue
        : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    public static DateTimeOffset? FromDatabase(DateTime? time) => time is { } value ? FromDatabase(value) : null;
}
