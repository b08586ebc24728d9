using System.CommandLine;
using System.CommandLine.Parsing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Start;

namespace TokenPortal.Web.Operators;

/// <summary>`scopes list`, `set` and `remove`.</summary>
internal static class ScopeCommands
{
    public static Command Create(OperatorSettings settings) => new("scopes", "The catalogue of scopes.")
    {
        List(settings),
        Set(settings),
        Remove(settings),
    };

    private static Command List(OperatorSettings settings)
    {
        var command = new Command("list", "Show the catalogue (ConnectionStrings:TokenPortalMigrator).");
        command.SetAction((_, cancellationToken) => settings.WithMigratorAsync(async connectionString =>
        {
            var catalogue = await ScopeAdministration.ListAsync(connectionString, cancellationToken);
            foreach (var facts in catalogue) await Console.Out.WriteLineAsync(Line(facts));
            await Console.Out.WriteLineAsync(catalogue.Count == 0 ? "No scopes." : $"{catalogue.Count} scopes.");
            return 0;
        }));
        return command;
    }

    private static Command Set(OperatorSettings settings)
    {
        var scope = Scope();
        var reach = new Option<ScopeReach>("--reach")
        {
            Description = "identity: who the person is; read; write: change or act; offline: come back alone.",
            Required = true,
        };
        var group = new Option<string>("--group")
        {
            Description = "The key of what it is about, such as calendar: permissions of a group are shown together.",
            Required = true,
        };
        group.Validators.Add(result => Check(
            result, ScopeAdministration.IsGroup, "begins with a letter and has up to 40 of a-z, 0-9, '-' and '_'"));
        var risk = new Option<ScopeRisk>("--risk") { Description = "low, elevated or high.", Required = true };
        var mandatory = new Option<bool>("--mandatory")
        {
            Description = "Apps cannot work without it: it goes with the whole app only.",
        };
        var command = new Command(
            "set", "Put a scope into the catalogue, or change it (ConnectionStrings:TokenPortalMigrator).")
        {
            scope, reach, group, risk, mandatory,
        };
        command.SetAction((parsed, cancellationToken) => settings.WithMigratorAsync(async connectionString =>
        {
            var facts = new ScopeFacts(
                parsed.GetRequiredValue(scope), parsed.GetRequiredValue(reach), parsed.GetRequiredValue(group),
                parsed.GetRequiredValue(risk), parsed.GetValue(mandatory));
            await ScopeAdministration.SetAsync(connectionString, [facts], cancellationToken);
            await Console.Out.WriteLineAsync(Line(facts));
            return 0;
        }));
        return command;
    }

    private static Command Remove(OperatorSettings settings)
    {
        var scope = Scope();
        var command = new Command(
            "remove", "Take a scope out of the catalogue: it is shown as unknown (ConnectionStrings:TokenPortalMigrator).")
        {
            scope,
        };
        command.SetAction((parsed, cancellationToken) => settings.WithMigratorAsync(async connectionString =>
        {
            var name = parsed.GetRequiredValue(scope);
            if (await ScopeAdministration.RemoveAsync(connectionString, name, cancellationToken))
            {
                await Console.Out.WriteLineAsync($"{name} is unknown from now on.");
                return 0;
            }

            await Console.Error.WriteLineAsync($"{name} is not in the catalogue. Nothing was changed.");
            return PortalProgram.Failure;
        }));
        return command;
    }

    private static Option<string> Scope()
    {
        var scope = new Option<string>("--scope") { Description = "The scope as apps ask for it.", Required = true };
        scope.Validators.Add(result => Check(
            result, ScopeAdministration.IsScope, "has no spaces, quotes or backslashes (RFC 6749 section 3.3)"));
        return scope;
    }

    private static void Check(OptionResult result, Func<string, bool> isRight, string rule)
    {
        if (result.GetValueOrDefault<string>() is { } value && !isRight(value))
            result.AddError($"'{value}' does not fit {result.Option.Name}: it {rule}.");
    }

    private static string Line(ScopeFacts facts) =>
        $"{facts.Scope}: {Word(facts.Reach)}, group {facts.Group}, risk {Word(facts.Risk)}"
        + (facts.IsMandatory ? ", mandatory" : "");

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
