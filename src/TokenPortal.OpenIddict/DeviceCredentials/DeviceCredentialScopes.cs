namespace TokenPortal.OpenIddict.DeviceCredentials;

/// <summary>The scopes of the device-credentials API, to register with the server and to allow to clients.</summary>
public static class DeviceCredentialScopes
{
    public const string Read = "read:device_credentials";

    public const string ReadCurrentUser = "read:current_user_device_credentials";

    public const string Delete = "delete:device_credentials";

    public const string DeleteCurrentUser = "delete:current_user_device_credentials";
}
