using Npgsql;
using TokenPortal.Core;
using TokenPortal.Core.Database;

namespace TokenPortal.Web.Operators;

/// <summary>What an operator's command needs of the portal's settings.</summary>
internal sealed class OperatorSettings(IConfiguration configuration)
{
    /// <summary>The run-time role's login.</summary>
    /// <exception cref="ArgumentException">The setting is missing or cannot be read; the message names its key.</exception>
    public string Runtime => ConnectionString(CoreOptions.ConnectionStringName);

    /// <summary>The migrator's login.</summary>
    /// <exception cref="ArgumentException">The setting is missing or cannot be read; the message names its key.</exception>
    public string Migrator => ConnectionString(CoreOptions.MigratorConnectionStringName);

    public IConfiguration Configuration => configuration;

    /// <summary>The settings file, the environment, and settings on the command line, in rising order.</summary>
    public static OperatorSettings Read(string[] settings) => new(new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(settings)
        .Build());

    /// <summary>Runs a command with the run-time role's login, and names its setting when that is what failed.</summary>
    public Task<int> WithRuntimeAsync(Func<string, Task<int>> run) => WithAsync(CoreOptions.ConnectionStringName, run);

    /// <summary>Likewise with the migrator's login.</summary>
    public Task<int> WithMigratorAsync(Func<string, Task<int>> run) =>
        WithAsync(CoreOptions.MigratorConnectionStringName, run);

    /// <summary>Like --ConnectionStrings:TokenPortal=… on a command line.</summary>
    public static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal)
        && argument.Split('=', 2) is [var key, _] && key.Contains(':', StringComparison.Ordinal);

    private async Task<int> WithAsync(string name, Func<string, Task<int>> run)
    {
        try
        {
            return await run(ConnectionString(name));
        }
        catch (DatabaseException exception) when (exception.IsAboutTheConnection)
        {
            throw new DatabaseException($"{exception.Message.TrimEnd('.')}. Check {KeyOf(name)}.", exception);
        }
    }

    private string ConnectionString(string name)
    {
        var key = KeyOf(name);
        var value = configuration.GetConnectionString(name);
        if (string.IsNullOrWhiteSpace(value)) throw new ArgumentException($"{key} is missing.");
        try
        {
            return new NpgsqlConnectionStringBuilder(value).ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ArgumentException($"{key} cannot be read: {exception.Message}", exception);
        }
    }

    private static string KeyOf(string name) => $"ConnectionStrings:{name}";
}
