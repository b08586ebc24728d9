namespace TokenPortal.OpenIddict.GrantRemoval;

/// <summary>The scope of DELETE /api/v2/grants, to register with the server and to allow to machine clients only.</summary>
public static class GrantScopes
{
    public const string Delete = "delete:grants";
}
