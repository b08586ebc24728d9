namespace TokenPortal.Core.Database;

/// <summary>What `database check` and the health check found.</summary>
/// <param name="Errors">The portal cannot do its work: one sentence each, with the command that mends it.</param>
/// <param name="Warnings">The portal works, slower or less strictly: one sentence each, with the command.</param>
public sealed record DatabaseReport(IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    public bool IsUsable => Errors.Count == 0;
}
