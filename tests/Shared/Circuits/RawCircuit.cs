using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenPortal.Tests.Shared.Circuits;

/// <summary>
/// A circuit without a browser: the messages that a page would send, or an attacker, over a WebSocket with cookies of
/// their choice.
/// </summary>
internal sealed partial class RawCircuit : IAsyncDisposable
{
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int Close = 7;

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentQueue<Message> _received = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> _asked = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _closed = new();
    private TaskCompletionSource _next = NewSignal();
    private readonly Uri _portal;
    private readonly Action<string> _onSecret;
    private readonly CancellationToken _cancellation;
    private int _calls;

    private RawCircuit(Uri portal, Action<string> onSecret, CancellationToken cancellation) =>
        (_portal, _onSecret, _cancellation) = (portal, onSecret, cancellation);

    /// <summary>Done when the server has hung up.</summary>
    public Task Closed => _closed.Task;

    /// <param name="onSecret">Told the secret of the circuit that is started.</param>
    /// <param name="cancellationToken">Ends whatever the circuit waits for, now and later.</param>
    public static async Task<RawCircuit> ConnectAsync(
        Uri portal, string cookies, string? origin, Action<string> onSecret, CancellationToken cancellationToken)
    {
        var circuit = new RawCircuit(portal, onSecret, cancellationToken);
        circuit._socket.Options.SetRequestHeader("Cookie", cookies);
        if (origin is not null) circuit._socket.Options.SetRequestHeader("Origin", origin);
        await circuit._socket.ConnectAsync(
            new UriBuilder(new Uri(portal, "_blazor")) { Scheme = "ws" }.Uri, cancellationToken);
        await circuit._socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"),
            WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        _ = circuit.ReceiveAsync();
        return circuit;
    }

    /// <summary>Starts the circuit of a page that was loaded before.</summary>
    /// <returns>The secret that whoever wants to reconnect has to know; null when refused.</returns>
    public async Task<string?> StartAsync(string html, string path = "", string? state = null)
    {
        var address = new Uri(_portal, path).ToString();
        state ??= StateOf(html);
        var secret = (string?)await AskAsync("StartCircuit", _portal.ToString(), address, "[]", state);
        if (secret is null) return null;
        _onSecret(secret);
        var operations = Marker().Matches(html)
            .Select(match => match.Groups[1].Value)
            .Where(marker => marker.Contains("\"descriptor\"", StringComparison.Ordinal))
            .Select((marker, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}""");
        await SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state);
        return secret;
    }

    public async Task<bool> ReconnectAsync(string secret) => await AskAsync("ConnectCircuit", secret) is true;

    public async Task<string?> ResumeAsync(string secret, string components, string state) => (string?)await AskAsync(
        "ResumeCircuit", secret, _portal.ToString(), _portal.ToString(), components, state);

    /// <summary>Goes to another page inside the circuit: the simplest action.</summary>
    public Task NavigateAsync(string path) =>
        SendAsync("OnLocationChanged", new Uri(_portal, path).ToString(), null, false);

    /// <summary>Sends an event of a DOM element as the browser would.</summary>
    /// <returns>
    /// Whether the circuit had a handler of that number and began to run it: a dialog that it opens may stay. Null when the
    /// circuit broke over the event.
    /// </returns>
    public async Task<bool?> DispatchAsync(int handler, string name, string arguments)
    {
        const int Nowhere = 0;
        var wanted = await SendEventAsync(handler, name, arguments);
        var behind = await SendEventAsync(Nowhere, name, arguments);
        var answer = await UntilAsync(message => message is { Target: "JS.Error" }
            || (message is { Target: "JS.EndInvokeDotNet", Arguments: [string id, ..] } && (id == wanted || id == behind)));
        if (answer.Target == "JS.Error") return null;
        return (string)answer.Arguments[0]! == behind || answer.Arguments[1] is true;
    }

    private async Task<string> SendEventAsync(int handler, string name, string arguments)
    {
        var call = Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture);
        await SendAsync("BeginInvokeDotNetFromJS", call, null, "DispatchEventAsync", await FindEventsAsync(),
            $$"""[{"eventHandlerId":{{handler}},"eventName":"{{name}}","eventFieldInfo":null},{{arguments}}]""");
        return call;
    }

    // The number under which the circuit offers to take events, told by its first call.
    private async Task<int> FindEventsAsync()
    {
        var offer = await UntilAsync(message => message is { Target: "JS.BeginInvokeJS", Arguments: [_, string name, ..] }
            && name.EndsWith("attachWebRendererInterop", StringComparison.Ordinal));
        return JsonSerializer.Deserialize<JsonElement>((string)offer.Arguments[2]!)[1].GetProperty("__dotNetObject").GetInt32();
    }

    /// <summary>Waits for a page to be drawn that has a text.</summary>
    /// <returns>When it came, by the clock of <see cref="Stopwatch"/>.</returns>
    public async Task<long> UntilDrawnAsync(string text) => (await UntilAsync(message => message.Draws(text))).At;

    /// <summary>Waits until the page is led elsewhere by a full load. Gives the address.</summary>
    public async Task<string> UntilLedAwayAsync()
    {
        var message = await UntilAsync(message => message is { Target: "JS.BeginInvokeJS", Arguments: [_, string name, ..] }
            && name.EndsWith("navigateTo", StringComparison.Ordinal));
        return JsonSerializer.Deserialize<JsonElement>((string)message.Arguments[2]!)[0].GetString()!;
    }

    /// <summary>A text that was drawn up to now.</summary>
    public bool WasDrawn(string text) => _received.Any(message => message.Draws(text));

    /// <summary>What has come up to now is not looked at any more. Not while something is waited for.</summary>
    public void Forget() => _received.Clear();

    // Set when a message has come.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static string StateOf(string html) => State().Match(html).Groups[1].Value;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Message> UntilAsync(Predicate<Message> wanted)
    {
        var seen = 0;
        while (true)
        {
            // Both before looking: what comes meanwhile is looked at once more.
            var (closed, next) = (Closed.IsCompleted, _next.Task);
            foreach (var message in _received.Skip(seen))
            {
                seen++;
                if (wanted(message)) return message;
            }

            if (closed || !await IsInTimeAsync(Task.WhenAny(next, Closed)))
                throw new TimeoutException($"Not among: {string.Join(", ", _received.Select(message => message.Target))}");
        }
    }

    private async Task<bool> IsInTimeAsync(Task task)
    {
        try
        {
            await task.WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<object?> AskAsync(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _calls).ToString(CultureInfo.InvariantCulture);
        var answer = _asked[id] = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendMessageAsync(Invocation, default(PackedMessage.EmptyMap), id, method, arguments, Array.Empty<object?>());
        var first = await Task.WhenAny(answer.Task, Closed).WaitAsync(TimeSpan.FromSeconds(30), _cancellation);
        return first == answer.Task ? await answer.Task : null;
    }

    private Task SendAsync(string method, params object?[] arguments) => SendMessageAsync(
        Invocation, default(PackedMessage.EmptyMap), null, method, arguments, Array.Empty<object?>());

    private async Task SendMessageAsync(params object?[] message)
    {
        await _sending.WaitAsync(_cancellation);
        try
        {
            await _socket.SendAsync(
                PackedMessage.Write(message), WebSocketMessageType.Binary, endOfMessage: true, _cancellation);
        }
        catch (WebSocketException)
        {
            // The server has hung up: what was asked gets no answer.
            _closed.TrySetResult();
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var handshake = true;
            while (await ReceiveMessageAsync() is { } bytes)
            {
                if (handshake) bytes = bytes[(Array.IndexOf(bytes, (byte)0x1e) + 1)..];
                handshake = false;
                foreach (var message in PackedMessage.Read(bytes)) await TakeAsync(message);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Hung up.
        }

        _closed.TrySetResult();
    }

    private async Task TakeAsync(object?[] message)
    {
        switch (message)
        {
            case [(long)Invocation, _, _, string target, object?[] arguments, ..]:
                _received.Enqueue(new Message(target, arguments, Stopwatch.GetTimestamp()));
                Interlocked.Exchange(ref _next, NewSignal()).TrySetResult();
                if (target == "JS.RenderBatch")
                    await SendAsync("OnRenderCompleted", (int)(long)arguments[0]!, null);
                else if (target == "JS.BeginInvokeJS" && arguments[0] is long call and not 0)
                    await SendAsync("EndInvokeJSFromDotNet", (int)call, true, $"[{call},true,{Answer((string)arguments[1]!)}]");
                break;
            case [(long)Completion, _, string id, _, .. var result] when _asked.TryGetValue(id, out var answer):
                answer.TrySetResult(result.FirstOrDefault());
                break;
            case [(long)Close, ..]:
                _closed.TrySetResult();
                break;
        }
    }

    // In JSON, what the scripts of a browser give: most give nothing.
    private static string Answer(string script) => script switch
    {
        "mudpopoverHelper.countProviders" => "1",
        "window.hasOwnProperty" => "true",
        _ => "null",
    };

    private async Task<byte[]?> ReceiveMessageAsync()
    {
        var buffer = new byte[65536];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _cancellation);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return message.ToArray();
        }
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    private readonly record struct Message(string Target, object?[] Arguments, long At)
    {
        public bool Draws(string text) => this is { Target: "JS.RenderBatch", Arguments: [_, byte[] batch, ..] }
            && Encoding.UTF8.GetString(batch).Contains(text, StringComparison.Ordinal);
    }
}
