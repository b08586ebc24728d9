namespace TokenPortal.Demo.Samples;

/// <summary>A person who can sign in to the demo.</summary>
public sealed record SampleAccount(
    string Email, string Subject, string Name, string Password, IReadOnlyList<string> Roles)
{
    private const string SamplePassword = "demo-Pass1";

    public static SampleAccount Ann { get; } =
        User("ann@example.com", "Ann Example", "0198f3c1-6a10-7d21-9b3e-5a6c1f00a001");

    public static SampleAccount Ben { get; } =
        User("ben@example.com", "Ben Example", "0198f3c1-6a10-7d21-9b3e-5a6c1f00b002");

    public static IReadOnlyList<SampleAccount> All { get; } =
    [
        Ann,
        Ben,
        User("sam@example.com", "Sam Support", "0198f3c1-6a10-7d21-9b3e-5a6c1f00c003", "portal-support"),
        User("sue@example.com", "Sue Support", "0198f3c1-6a10-7d21-9b3e-5a6c1f00d004", "portal-support"),
        User("ada@example.com", "Ada Admin", "0198f3c1-6a10-7d21-9b3e-5a6c1f00e005", "portal-admin"),
    ];

    private static SampleAccount User(string email, string name, string subject, params string[] roles) =>
        new(email, subject, name, SamplePassword, roles);
}
