namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>Where browsers connect to their circuits.</summary>
internal static class CircuitEndpoint
{
    private const string Path = "/_blazor";

    public static bool IsAskedFor(HttpContext context) => context.Request.Path.StartsWithSegments(Path);
}
