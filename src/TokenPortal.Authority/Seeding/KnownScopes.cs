using TokenPortal.OpenIddict.DeviceCredentials;
using TokenPortal.OpenIddict.GrantRemoval;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Seeding;

/// <summary>What a scope lets an app do, in a few words and in a sentence.</summary>
internal sealed record ScopeWords(string DisplayName, string Description);

/// <summary>A scope; <paramref name="Resource"/> is the audience of access tokens that carry it.</summary>
internal sealed record KnownScope(string Name, ScopeWords English, ScopeWords Russian, string? Resource = null);

/// <summary>The scopes that a fresh database starts with. Operators then edit their texts there.</summary>
internal static class KnownScopes
{
    public const string Api = "demo-api";

    /// <summary>The audience of the APIs under /api/v2.</summary>
    public const string DeviceApi = "tokenportal";

    public static IReadOnlyList<KnownScope> All { get; } =
    [
        new(Scopes.OpenId,
            new("Know who you are", "See a number that stands for you, so that it recognises you next time."),
            new("Узнавать вас", "Видеть условный номер вашей учётной записи, чтобы узнать вас в следующий раз.")),
        new(Scopes.Profile,
            new("See your name", "See your name and the user name that you sign in with."),
            new("Видеть ваше имя", "Видеть ваше имя и имя пользователя, с которым вы входите.")),
        new(Scopes.Email,
            new("See your email address", "See the email address of your account. It cannot read your mail."),
            new("Видеть адрес почты",
                "Видеть адрес электронной почты вашей учётной записи. Письма при этом недоступны.")),
        new(Scopes.Roles,
            new("See your roles", "See which roles you hold, such as support or administrator."),
            new("Видеть ваши роли", "Видеть, какие у вас роли: например, поддержка или администратор.")),
        new(Scopes.OfflineAccess,
            new("Keep access while you are away",
                "Stay connected when you are not using it, until you take its access back."),
            new("Сохранять доступ в ваше отсутствие",
                "Оставаться подключённым, когда вы им не пользуетесь, пока вы не отзовёте доступ.")),
        new("calendar.read",
            new("See your calendar", "See the events in your calendar: titles, times, places and guests."),
            new("Видеть ваш календарь", "Видеть события календаря: названия, время, место и участников."),
            Api),
        new("calendar.write",
            new("Change your calendar", "Add, change and delete events in your calendar."),
            new("Изменять ваш календарь", "Добавлять, изменять и удалять события календаря."),
            Api),
        new("files.read",
            new("See your files", "See and download all your files."),
            new("Видеть ваши файлы", "Видеть и скачивать все ваши файлы."),
            Api),
        new("files.write",
            new("Change your files", "Add, change and delete your files."),
            new("Изменять ваши файлы", "Добавлять, изменять и удалять ваши файлы."),
            Api),
        new("contacts.read",
            new("See your contacts", "See the names, addresses and phone numbers of your contacts."),
            new("Видеть ваши контакты", "Видеть имена, адреса и телефоны ваших контактов."),
            Api),
        new("mail.send",
            new("Send mail as you", "Send mail in your name. It cannot read your mail."),
            new("Отправлять письма от вашего имени",
                "Отправлять письма от вашего имени. Читать вашу почту при этом нельзя."),
            Api),
        new(DeviceCredentialScopes.ReadCurrentUser,
            new("See where you are connected", "See which apps and devices stay connected to your account."),
            new("Видеть ваши подключения", "Видеть, какие приложения и устройства подключены к вашей учётной записи."),
            DeviceApi),
        new(DeviceCredentialScopes.DeleteCurrentUser,
            new("Disconnect your devices", "End the connection of single apps and devices to your account."),
            new("Отключать ваши устройства", "Отключать от вашей учётной записи отдельные приложения и устройства."),
            DeviceApi),
        new(DeviceCredentialScopes.Read,
            new("See everybody's devices", "See which apps and devices stay connected to any account."),
            new("Видеть все подключения", "Видеть приложения и устройства, подключённые к любой учётной записи."),
            DeviceApi),
        new(DeviceCredentialScopes.Delete,
            new("Disconnect anybody's devices", "End the connection of single apps and devices to any account."),
            new("Отключать любые устройства", "Отключать отдельные приложения и устройства от любой учётной записи."),
            DeviceApi),
        new(GrantScopes.Delete,
            new("End anybody's access", "End the access of all apps to any account."),
            new("Прекращать любой доступ", "Прекращать доступ всех приложений к любой учётной записи."),
            DeviceApi),
    ];
}
