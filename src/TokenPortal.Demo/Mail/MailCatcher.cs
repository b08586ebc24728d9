using System.Buffers;
using System.Net;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using ServiceProvider = SmtpServer.ComponentModel.ServiceProvider;

namespace TokenPortal.Demo.Mail;

/// <summary>
/// A mail server on this machine that takes every mail and delivers none. One domain it refuses, so that a recipient
/// whom a mail server does not know can be tried.
/// </summary>
internal sealed class MailCatcher : IAsyncDisposable
{
    /// <summary>Recipients there are answered 550.</summary>
    public const string RefusedDomain = "refused.example.com";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private MailCatcher(SmtpServer.SmtpServer server) => _running = server.StartAsync(_stop.Token);

    /// <exception cref="StartException">The port was taken in the meantime.</exception>
    public static async Task<MailCatcher> StartAsync(int port, MailInbox inbox, CancellationToken cancellationToken)
    {
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)))
            .Build();
        var listening = new ListeningEndpoint();
        var services = new ServiceProvider();
        services.Add((IEndpointListenerFactory)listening);
        services.Add((IMessageStore)new Store(inbox));
        services.Add((IMailboxFilter)new Filter());
        var catcher = new MailCatcher(new SmtpServer.SmtpServer(options, services));
        if (await Task.WhenAny(listening.Started, catcher._running).WaitAsync(cancellationToken) == listening.Started)
            return catcher;
        await catcher.DisposeAsync();
        throw new StartException($"No mail can be received at port {port}: choose another with --ports:smtp N.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // However it ends, it has ended.
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Tells when mails can be handed in.</summary>
    private sealed class ListeningEndpoint : EndpointListenerFactory
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        protected override void OnEndpointStarted(EndpointEventArgs args) => _started.TrySetResult();
    }

    private sealed class Store(MailInbox inbox) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken)
        {
            using var content = new MemoryStream(buffer.ToArray());
            inbox.Add(content, [.. transaction.To.Select(mailbox => mailbox.AsAddress())]);
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class Filter : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(
            ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            Task.FromResult(!to.Host.Equals(RefusedDomain, StringComparison.OrdinalIgnoreCase));
    }
}
