namespace TokenPortal.Tests.Shared;

/// <summary>
/// What tests came to in numbers that no test judges: rounds, survivors, times. `dotnet test` shows nothing that a passed
/// test wrote, so they also go to a file, which `.ci/run` prints.
/// </summary>
internal static class Figures
{
    private static readonly Lock Gate = new();

    private static string File { get; } = Path.Combine(AppContext.BaseDirectory, "TestResults", "figures.txt");

    public static void Note(string figures) => Note(TestContext.Current.TestMethod!.MethodName, figures);

    public static void Note(string of, string figures)
    {
        var line = $"{of}: {figures}";
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        lock (Gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.AppendAllText(File, line + Environment.NewLine);
        }
    }
}
