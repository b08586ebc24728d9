namespace TokenPortal.Demo.LinkedApps;

/// <summary>Where the linked apps are, whom they call, and where they keep their tokens.</summary>
public sealed record LinkedAppsOptions(Uri Address, Uri Authority, Uri Api, Uri Portal, string TokenFile)
{
    public required IReadOnlyList<LinkedApp> Apps { get; init; }

    public LinkedApp? Find(string id) => Apps.FirstOrDefault(app => app.Id == id);

    public string CallbackFor(LinkedApp app) => new Uri(Address, $"{app.Id}/callback").AbsoluteUri;
}
