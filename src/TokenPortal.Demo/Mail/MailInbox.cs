namespace TokenPortal.Demo.Mail;

/// <summary>The newest mails, in memory: the demo forgets them when it ends.</summary>
internal sealed class MailInbox(TimeProvider time)
{
    private const int Most = 500;

    private readonly Lock _lock = new();
    private readonly LinkedList<CaughtMail> _mails = new();

    /// <summary>Newest first.</summary>
    /// <param name="recipient">Only what went to this address; null or empty for everybody's.</param>
    public IReadOnlyList<CaughtMail> List(string? recipient = null)
    {
        lock (_lock)
        {
            return [.. _mails.Where(mail => string.IsNullOrEmpty(recipient)
                || mail.To.Contains(recipient, StringComparer.OrdinalIgnoreCase))];
        }
    }

    public CaughtMail? Find(string id) => List().FirstOrDefault(mail => mail.Id == id);

    public void Add(Stream content, IReadOnlyList<string> recipients)
    {
        var mail = CaughtMail.Read(content, recipients, time.GetUtcNow());
        lock (_lock)
        {
            _mails.AddFirst(mail);
            if (_mails.Count > Most) _mails.RemoveLast();
        }
    }
}
