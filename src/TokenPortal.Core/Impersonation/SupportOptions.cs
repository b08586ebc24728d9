using System.ComponentModel.DataAnnotations;

namespace TokenPortal.Core.Impersonation;

/// <summary>Who is staff, and what the operator fixes for everybody.</summary>
public sealed class SupportOptions
{
    /// <summary>The settings section.</summary>
    public const string SectionName = "Support";

    /// <summary>The role whose holders may look at users' pages.</summary>
    [Required]
    public string StaffRole { get; set; } = "portal-support";

    /// <summary>The role whose holders nobody may look at, beside staff.</summary>
    [Required]
    public string AdministratorRole { get; set; } = "portal-admin";

    /// <summary>Holds for everybody, instead of each person's own choice. Null lets people choose.</summary>
    public SupportChoice? FixedChoice { get; set; }

    /// <summary>The roles whose holders are no users to be looked at.</summary>
    internal string[] StaffRoles => [StaffRole, AdministratorRole];
}
