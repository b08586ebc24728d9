using System.CommandLine;
using System.Globalization;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Database;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>`database verify-history`, `database anchor-history` and `history prune`.</summary>
internal static class HistoryCommands
{
    private const int MostDays = 36_500;

    public static Command Create(OperatorSettings settings) => new("history", "The history of what happened to whose access.")
    {
        Prune(settings),
    };

    public static Command Verify(OperatorSettings settings)
    {
        var anchor = new Option<FileInfo?>("--anchor")
        {
            Description = "Compare with what anchor-history wrote earlier: shows a tail or a chain that was cut off.",
        };
        var command = new Command(
            "verify-history", "Check that no row of the history was changed (ConnectionStrings:TokenPortalMigrator).")
        {
            anchor,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var known = parsed.GetValue(anchor) is { } file
                ? HistoryAnchor.Parse(await ReadAsync(file, cancellationToken))
                : null;
            return await TellAsync(await HistoryChains.VerifyAsync(settings.Migrator, known, cancellationToken), known);
        });
        return command;
    }

    public static Command Anchor(OperatorSettings settings)
    {
        var target = new Option<FileInfo?>("--file") { Description = "Where to; without it, to the standard output." };
        var command = new Command(
            "anchor-history",
            "Write down how every chain of the history ends, as JSON (ConnectionStrings:TokenPortalMigrator). "
            + "Keep it where nobody who can write to the database can write.")
        {
            target,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var anchor = await HistoryChains.AnchorAsync(settings.Migrator, TimeProvider.System, cancellationToken);
            if (parsed.GetValue(target) is { } file)
                await WriteAsync(file, anchor.ToJson(), cancellationToken);
            else
                await Console.Out.WriteLineAsync(anchor.ToJson());
        });
        return command;
    }

    private static Command Prune(OperatorSettings settings)
    {
        var days = new Option<int>("--older-than") { Description = "Age in days.", Required = true, HelpName = "DAYS" };
        days.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && value is < 1 or > MostDays)
                result.AddError($"--older-than is a number of days from 1 to {MostDays}.");
        });
        var command = new Command(
            "prune", "Remove rows that are older (ConnectionStrings:TokenPortalMigrator). Chains stay verifiable.")
        {
            days,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (rows, people) = await HistoryRetention.PruneAsync(
                settings.Migrator, TimeSpan.FromDays(parsed.GetValue(days)), TimeProvider.System, cancellationToken);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Removed {rows} history rows of {people} people."));
        });
        return command;
    }

    private static async Task<int> TellAsync(HistoryReport report, HistoryAnchor? anchor)
    {
        foreach (var fault in report.Faults) await Console.Out.WriteLineAsync(fault);
        foreach (var chain in report.PrunedSince)
            await Console.Out.WriteLineAsync($"Chain {chain}: pruned since the anchor was written.");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.Rows} rows in {report.Chains} chains, {report.Faults.Count} faults."));
        if (anchor is not null)
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Compared with the anchor of {anchor.At:yyyy-MM-dd HH:mm:ss} UTC, database {anchor.Database}."));
        return report.IsIntact ? 0 : PortalProgram.Failure;
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"The anchor cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task WriteAsync(FileInfo file, string json, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, json + "\n", cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"The anchor cannot be written: {exception.Message}", exception);
        }
    }
}
