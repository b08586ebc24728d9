using Dapper;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Notices;
using TokenPortal.Demo.Mail;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Web.Operators;

namespace TokenPortal.IntegrationTests.Notices;

/// <summary>From the outbox to the recipient, by way of a real mail server.</summary>
public sealed class DeliveryTests(DatabaseServer server) : IAsyncLifetime
{
    private PostOffice _office = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _office = await PostOffice.OpenAsync(server);

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await server.ReturnAsync(_office.Database);
    }

    [Theory]
    [InlineData("support_started", "support", "Support is looking at your connected apps")]
    [InlineData("support_ended", "support", "Support has stopped looking at your connected apps")]
    [InlineData("break_glass_approved", "support", "Support was let in although you said never")]
    [InlineData("access_revoked", "support", "Support removed an app for you: Calendar")]
    [InlineData("app_connected", "issuer", "A new app was connected: Calendar")]
    [InlineData("access_revoked", "replay", "An app was cut off to protect you: Calendar")]
    public async Task Notice_OfEachKind_IsOneMailToThePersonItIsAbout(string kind, string reason, string title)
    {
        await _office.WriteHistoryAsync(kind, reason);

        Assert.Equal(1, await _office.SendAsync());
        Assert.Equal(0, await _office.SendAsync());

        var mail = Assert.Single(_office.Mails);
        Assert.Equal([PostOffice.AnnsAddress], mail.To);
        Assert.Equal(title, mail.Subject);
        Assert.Contains("1 March 2099, 09:00 UTC", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://apps.example.com/", mail.Html, StringComparison.Ordinal);
        Assert.Equal("sent", await _office.StateAsync());
    }

    [Fact]
    public async Task Notice_OfRemovingEverything_IsOneMailThatNamesEachApp()
    {
        var operation = Guid.NewGuid();
        await _office.Database.ExecuteAsRuntimeAsync(
            """
            insert into portal.history (operation_id, at, subject, actor, reason, kind, app_name, grants, refresh_tokens,
                access_tokens)
            select @operation, '2099-01-01Z', 'ann', 'ann', 'user', 'access_revoked', app, 1, 1, 1
            from unnest(array['Calendar', 'Files', 'Notes']) app
            """,
            new { operation });

        await _office.SendAsync();

        var mail = Assert.Single(_office.Mails);
        Assert.Equal("All apps lost their access at once", mail.Subject);
        Assert.Contains("Calendar, Files, Notes", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_ForAReaderOfRussian_IsInRussian()
    {
        await _office.AddPersonAsync("ira", "ira@example.com", "ru");
        await _office.WriteHistoryAsync("app_connected", "issuer", "ira", "Календарь");
        await _office.SendAsync();
        Assert.Equal("Подключено новое приложение: Календарь", Assert.Single(_office.Mails).Subject);
    }

    [Fact]
    public async Task MailServer_AwayForAWhile_LosesNothingAndSendsNothingTwice()
    {
        await _office.CloseMailServerAsync();
        for (var i = 0; i < 12; i++) await _office.WriteHistoryAsync("app_connected", "issuer", app: $"App {i}");
        Assert.Equal(0, await _office.SendAsync());
        _office.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await _office.SendAsync());

        await _office.OpenMailServerAsync();
        _office.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, await _office.SendAsync());
        _office.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(12, await _office.SendAsync());
        _office.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await _office.SendAsync());

        Assert.Equal(12, _office.Mails.Select(mail => mail.Subject).Distinct().Count());
        Assert.Equal(12, _office.Mails.Count);
    }

    [Fact]
    public async Task Crash_BetweenSendingAndMarking_RepeatsOnceWithTheSameMessageId()
    {
        await _office.WriteHistoryAsync("support_started", "support");
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _office.Sender(new DyingOutbox(_office.Outbox())).SendDueAsync(Cancellation));

        _office.Time.Advance(NoticeRetry.Lease - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await _office.SendAsync());
        _office.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _office.SendAsync());
        _office.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await _office.SendAsync());

        Assert.Equal(2, _office.Mails.Count);
        Assert.Single(_office.Mails.Select(mail => mail.MessageId).Distinct());
    }

    [Fact]
    public async Task Notice_ThatAlwaysKillsItsSender_EndsAsADeadLetter()
    {
        await _office.WriteHistoryAsync("support_started", "support");
        var outbox = _office.Outbox();
        for (var i = 0; i < NoticeRetry.MostAttempts; i++)
        {
            Assert.Single(await outbox.ClaimAsync(Cancellation));
            _office.Time.Advance(NoticeRetry.Lease);
        }

        Assert.Empty(await outbox.ClaimAsync(Cancellation));
        Assert.Equal("dead", await _office.StateAsync());
    }

    [Fact]
    public async Task Senders_SeveralAtOnce_SendEachNoticeOnce()
    {
        for (var i = 0; i < 40; i++) await _office.WriteHistoryAsync("app_connected", "issuer", app: $"App {i}");

        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _office.SendAsync()));

        Assert.Equal(40, sent.Sum());
        Assert.Equal(40, _office.Mails.Count);
        Assert.Equal(40, _office.Mails.Select(mail => mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Claim_WhileAnotherSenderTakesANotice_PassesThatOneOver()
    {
        await _office.WriteHistoryAsync("app_connected", "issuer", app: "First");
        await _office.WriteHistoryAsync("app_connected", "issuer", app: "Second");
        await using var other = await _office.Database.OpenAsync(_office.Database.Runtime);
        await using var taking = await other.BeginTransactionAsync(Cancellation);
        await other.ExecuteAsync(
            """
            update portal.notices n set claimed_until = 'infinity' from portal.history h
            where h.id = n.history_id and h.app_name = 'First'
            """);

        var claimed = await _office.Outbox().ClaimAsync(Cancellation);
        await taking.CommitAsync(Cancellation);

        Assert.Equal(["Second"], Assert.Single(claimed).Facts.Apps);
        Assert.Empty(await _office.Outbox().ClaimAsync(Cancellation));
    }

    [Fact]
    public async Task LateMark_OfANoticeThatAnotherSenderHas_ChangesNothing()
    {
        await _office.WriteHistoryAsync("support_started", "support");
        var outbox = _office.Outbox();
        var late = Assert.Single(await outbox.ClaimAsync(Cancellation));
        _office.Time.Advance(NoticeRetry.Lease);
        Assert.Single(await outbox.ClaimAsync(Cancellation));

        await outbox.MarkDeadAsync(late, "too late", Cancellation);
        Assert.Equal("waiting", await _office.StateAsync());
    }

    [Fact]
    public async Task Notice_AfterTheLastTry_IsADeadLetterUntilAnOperatorTriesAgain()
    {
        await _office.CloseMailServerAsync();
        await _office.WriteHistoryAsync("support_started", "support");
        for (var i = 0; i < NoticeRetry.MostAttempts; i++)
        {
            Assert.Equal("waiting", await _office.StateAsync());
            await _office.SendAsync();
            _office.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal("dead", await _office.StateAsync());
        await _office.OpenMailServerAsync();
        Assert.Equal(0, await _office.SendAsync());

        Assert.Equal(0, await RunAsync("notices", "list", "--dead"));
        Assert.Equal(0, await RunAsync("notices", "retry", "--all-dead"));
        Assert.Equal(1, await _office.SendAsync());
        Assert.Equal("sent", await _office.StateAsync());
    }

    [Fact]
    public async Task Retry_OfOneDeadLetter_LeavesTheOthers()
    {
        await _office.AddPersonAsync("eve", $"eve@{MailCatcher.RefusedDomain}");
        await _office.WriteHistoryAsync("app_connected", "issuer", "eve", "One");
        await _office.WriteHistoryAsync("app_connected", "issuer", "eve", "Two");
        await _office.SendAsync();
        Assert.Equal("dead,dead", await _office.StateAsync());
        var id = (await _office.Database.QueryAsync<Guid>("select id from portal.notices limit 1"))[0];

        Assert.Equal(0, await RunAsync("notices", "retry", "--id", id.ToString()));
        Assert.Equal("dead,waiting", await _office.StateAsync());
        Assert.Equal(1, await RunAsync("notices", "retry", "--id", id.ToString()));
    }

    [Fact]
    public async Task Notice_ToARecipientWhomTheServerRefuses_IsADeadLetterAtOnceAndHoldsNobodyUp()
    {
        await _office.AddPersonAsync("eve", $"eve@{MailCatcher.RefusedDomain}");
        await _office.WriteHistoryAsync("app_connected", "issuer", "eve");
        await _office.WriteHistoryAsync("app_connected", "issuer");

        Assert.Equal(1, await _office.SendAsync());

        Assert.Equal([PostOffice.AnnsAddress], Assert.Single(_office.Mails).To);
        Assert.Equal("dead,sent", await _office.StateAsync());
        Assert.Equal(
            ["The mail server answered 550."],
            await _office.Database.QueryAsync<string>("select last_error from portal.notices where dead_at is not null"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Notice_ToAPersonWithoutAnAddress_IsSkippedAndNotTriedAgain(string? email)
    {
        await _office.AddPersonAsync("eve", email);
        await _office.WriteHistoryAsync("support_started", "support", "eve");
        await _office.WriteHistoryAsync("support_started", "support", "somebody who never signed in");

        Assert.Equal(0, await _office.SendAsync());
        Assert.Equal("skipped,skipped", await _office.StateAsync());
    }

    [Theory]
    [InlineData("ann@example.com, ben@example.com")]
    [InlineData("ann@example.com\r\nBcc: ben@example.com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("nonsense")]
    public async Task Notice_ToAnAddressThatIsNone_IsADeadLetter(string email)
    {
        await _office.AddPersonAsync("eve", email);
        await _office.WriteHistoryAsync("support_started", "support", "eve");

        Assert.Equal(0, await _office.SendAsync());
        Assert.Equal("dead", await _office.StateAsync());
    }

    [Fact]
    public async Task Notice_OfAnAppOfTheOperatorsOwn_IsSkipped()
    {
        await _office.WriteHistoryAsync("app_connected", "issuer", app: "Portal");
        Assert.Equal(0, await _office.SendAsync());
        Assert.Equal("skipped", await _office.StateAsync());
    }

    [Fact]
    public async Task Notices_WhileMailIsOff_WaitForADayAndAreSkippedThen()
    {
        await _office.WriteHistoryAsync("support_started", "support");
        _office.Time.Advance(NoticeRetry.WithoutMail);
        await _office.WriteHistoryAsync("support_ended", "support");
        Assert.Equal(0, await _office.Outbox().SkipOldAsync(Cancellation));
        _office.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _office.Outbox().SkipOldAsync(Cancellation));

        Assert.Equal(1, await _office.SendAsync());
        Assert.Equal("Support has stopped looking at your connected apps", Assert.Single(_office.Mails).Subject);
    }

    [Fact]
    public async Task Outbox_DatabaseAway_SaysSo()
    {
        await _office.Database.CutPortalConnectionsAsync();
        var nowhere = new PostOffice(new TestDatabase(new("Host=127.0.0.1;Port=1;Timeout=1")));
        await Assert.ThrowsAsync<GrantStoreException>(() => nowhere.Outbox().ClaimAsync(Cancellation));
    }

    private Task<int> RunAsync(params string[] command) => OperatorProgram.RunAsync(
        [.. command, $"--ConnectionStrings:TokenPortal={_office.Database.Runtime}"]);

    /// <summary>Ends, as a process that is killed, when the mail is with the server.</summary>
    private sealed class DyingOutbox(INoticeOutbox outbox) : INoticeOutbox
    {
        public Task<IReadOnlyList<Notice>> ClaimAsync(CancellationToken cancellationToken) =>
            outbox.ClaimAsync(cancellationToken);

        public Task MarkSentAsync(Notice notice, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Killed.");

        public Task<DateTimeOffset?> MarkFailedAsync(Notice notice, string error, CancellationToken cancellationToken) =>
            outbox.MarkFailedAsync(notice, error, cancellationToken);

        public Task MarkDeadAsync(Notice notice, string error, CancellationToken cancellationToken) =>
            outbox.MarkDeadAsync(notice, error, cancellationToken);

        public Task<int> SkipOldAsync(CancellationToken cancellationToken) => outbox.SkipOldAsync(cancellationToken);
    }
}
