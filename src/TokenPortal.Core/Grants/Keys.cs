namespace TokenPortal.Core.Grants;

internal static class Keys
{
    public static AppKey For(string? applicationId, string? authorizationId) => (applicationId, authorizationId) switch
    {
        ({ } id, _) => AppKey.ForApplication(id),
        (_, { } id) => AppKey.ForAuthorization(id),
        _ => AppKey.ForUnattachedTokens(),
    };
}
