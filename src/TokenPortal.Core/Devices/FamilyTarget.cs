namespace TokenPortal.Core.Devices;

/// <summary>The parameters of <see cref="FamilySql.Revoke"/>, beside those of the actor: one family.</summary>
/// <param name="Subject">Whose it has to be; null means anybody's.</param>
internal sealed record FamilyTarget(string FamilyId, string? Subject, DateTime Now)
{
    /// <summary>Whether it may be any app's; a client or an operator's program asks by the family alone.</summary>
    public bool EveryApp { get; init; } = true;

    public string? ApplicationId { get; init; }

    /// <summary>Whose families stay. None for a client, which may always give its own access back.</summary>
    public string[] FirstPartyClientIds { get; init; } = [];
}
