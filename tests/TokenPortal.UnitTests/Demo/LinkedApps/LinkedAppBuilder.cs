using TokenPortal.Demo.LinkedApps;

namespace TokenPortal.UnitTests.Demo.LinkedApps;

internal static class LinkedAppBuilder
{
    public static LinkedApp App(string id = "app") => new(id, "An App")
    {
        Publisher = "A publisher",
        Summary = "Does things.",
        ApiScopes = ["calendar.read"],
        ApiPath = "/calendar",
    };
}
