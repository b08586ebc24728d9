using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core;
using TokenPortal.Core.Database;
using TokenPortal.Core.Notices;
using TokenPortal.Demo.Hosting;
using TokenPortal.Demo.Mail;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Web;
using TokenPortal.Web.Notices;

namespace TokenPortal.IntegrationTests.Notices;

/// <summary>A database with history, the shipped senders, and a mail server that can be away.</summary>
internal sealed class PostOffice(TestDatabase database) : IAsyncDisposable
{
    public const string Ann = "ann";
    public const string Ben = "ben";
    public const string AnnsAddress = "ann@example.com";

    private readonly int _port = FreePorts.Choose(1)[0];
    private MailCatcher? _catcher;

    public TestDatabase Database { get; } = database;

    /// <summary>After every clock of this machine, which some rows carry.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2099, 3, 1, 9, 0, 0, TimeSpan.Zero));

    public MailInbox Inbox { get; } = new(TimeProvider.System);

    public IReadOnlyList<CaughtMail> Mails => Inbox.List();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With Ann and Ben as people who signed in, and the mail server open.</summary>
    public static async Task<PostOffice> OpenAsync(DatabaseServer server)
    {
        var office = new PostOffice(await server.RentAsync());
        await office.AddPersonAsync(Ann, AnnsAddress);
        await office.AddPersonAsync(Ben, "ben@example.com");
        await office.OpenMailServerAsync();
        return office;
    }

    public async Task OpenMailServerAsync() => _catcher = await MailCatcher.StartAsync(_port, Inbox, Cancellation);

    public async Task CloseMailServerAsync()
    {
        if (_catcher is not null) await _catcher.DisposeAsync();
        _catcher = null;
    }

    public Task AddPersonAsync(string subject, string? email, string? language = null) => Database.QueryAsync<int>(
        """
        insert into portal.people (subject, email, name, roles, language, first_signed_in_at, last_signed_in_at)
        values (@subject, @email, initcap(@subject), '{}', @language, now(), now())
        returning 1
        """,
        new { subject, email, language });

    /// <summary>A row of history, written as the portal writes it.</summary>
    public Task WriteHistoryAsync(
        string kind, string reason, string subject = Ann, string app = "Calendar", Guid? operation = null) =>
        Database.ExecuteAsRuntimeAsync(InsertHistory, new
        {
            operation = operation ?? Guid.NewGuid(),
            now = Time.GetUtcNow().UtcDateTime,
            subject,
            reason,
            kind,
            app,
        });

    internal const string InsertHistory = """
        insert into portal.history (
            operation_id, at, subject, actor, reason, kind, client_id, app_name, grants, refresh_tokens, access_tokens)
        values (@operation, @now, @subject, 'ben', @reason, @kind, lower(@app), @app, 1, 1, 1)
        """;

    public INoticeOutbox Outbox() => new NoticeOutbox(
        PortalDataSource.Create(Database.Runtime, new CoreOptions()), Time,
        Options.Create(TestDatabase.FirstParty("portal")), NullLogger<NoticeOutbox>.Instance);

    /// <summary>A sender of its own, as another instance of the portal has it.</summary>
    public NoticeDispatch Sender(INoticeOutbox? outbox = null)
    {
        var mail = Options.Create(new MailOptions
        {
            Host = "127.0.0.1",
            Port = _port,
            Security = "none",
            From = "Example Accounts <accounts@example.com>",
            PublicAddress = "https://apps.example.com/",
        });
        var writer = new NoticeWriter(mail, Options.Create(new PortalOptions()));
        return new NoticeDispatch(outbox ?? Outbox(), new NoticeComposer(writer, mail, Time), new MailerFactory(mail));
    }

    public Task<int> SendAsync() => Sender().SendDueAsync(Cancellation);

    public async Task<string> StateAsync() =>
        string.Join(',', (await Database.QueryAsync<string>(NoticeStates)).Order(StringComparer.Ordinal));

    private const string NoticeStates = """
        select case
            when sent_at is not null then 'sent' when skipped_at is not null then 'skipped'
            when dead_at is not null then 'dead' else 'waiting' end
        from portal.notices
        """;

    public async ValueTask DisposeAsync() => await CloseMailServerAsync();
}
