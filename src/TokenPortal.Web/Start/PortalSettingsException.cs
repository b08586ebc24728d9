namespace TokenPortal.Web.Start;

/// <summary>The portal cannot start with these settings. The message is for the operator, whole and final.</summary>
public sealed class PortalSettingsException(IReadOnlyList<string> faults) : Exception(Text(faults))
{
    /// <summary>One sentence for each setting, its key first.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;

    private static string Text(IReadOnlyList<string> faults) => $"""
        TokenPortal cannot start: settings are missing or wrong.

        {string.Join(Environment.NewLine, faults.Select(fault => $"  - {fault}"))}

        Set them in appsettings.json, or in the environment with two underscores for each colon (Identity__ClientId).
        To see the portal at work without any of them, run: dotnet run --project src/TokenPortal.Demo
        """;
}
