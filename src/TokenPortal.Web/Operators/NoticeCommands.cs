using System.CommandLine;
using System.Globalization;
using Npgsql;
using TokenPortal.Core.Notices;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>`notices list` and `retry`.</summary>
internal static class NoticeCommands
{
    private const int Most = 200;

    public static Command Create(OperatorSettings settings) => new("notices", "The notices that go out by e-mail.")
    {
        List(settings),
        Retry(settings),
    };

    private static Command List(OperatorSettings settings)
    {
        var dead = new Option<bool>("--dead") { Description = "Only those that were given up." };
        var command = new Command("list", $"Show the newest {Most} notices (ConnectionStrings:TokenPortal).") { dead };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var dataSource = NpgsqlDataSource.Create(settings.Runtime);
            var notices = await NoticeAdministration.ListAsync(
                dataSource, parsed.GetValue(dead), Most, cancellationToken);
            foreach (var notice in notices) await Console.Out.WriteLineAsync(Line(notice));
            await Console.Out.WriteLineAsync(notices.Count == 0 ? "No notices." : $"{notices.Count} notices.");
        });
        return command;
    }

    private static Command Retry(OperatorSettings settings)
    {
        var id = new Option<Guid?>("--id") { Description = "One dead letter." };
        var all = new Option<bool>("--all-dead") { Description = "Every dead letter." };
        var command = new Command("retry", "Let dead letters be tried again (ConnectionStrings:TokenPortal).") { id, all };
        command.Validators.Add(result =>
        {
            if (result.GetResult(id) is null != result.GetValue(all))
                result.AddError("Give either --id or --all-dead.");
        });
        command.SetAction((parsed, cancellationToken) =>
            RetryAsync(settings.Runtime, parsed.GetValue(id), cancellationToken));
        return command;
    }

    private static async Task<int> RetryAsync(string connectionString, Guid? id, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        var count = await NoticeAdministration.RetryAsync(dataSource, id, TimeProvider.System, cancellationToken);
        var isMissing = count == 0 && id is not null;
        await Console.Out.WriteLineAsync(isMissing
            ? "There is no dead letter with this id."
            : $"{count} dead letters are due again.");
        return isMissing ? PortalProgram.Failure : 0;
    }

    private static string Line(NoticeState notice) => string.Create(CultureInfo.InvariantCulture,
        $"{notice.Id} {notice.CreatedAt:yyyy-MM-dd HH:mm}Z {notice.State,-7} {notice.Kind} to {notice.Subject}, "
        + $"tries: {notice.Attempts}{(notice.LastError is null ? "" : $", {notice.LastError}")}");
}
