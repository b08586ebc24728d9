using TokenPortal.Core.Notices;

namespace TokenPortal.Web.Notices;

/// <summary>The words of notices in one language.</summary>
internal abstract class NoticeWording
{
    public const string English = "en";
    public const string Russian = "ru";

    private static readonly Dictionary<string, NoticeWording> All = new(StringComparer.OrdinalIgnoreCase)
    {
        [English] = new EnglishNotices(),
        [Russian] = new RussianNotices(),
    };

    public static IReadOnlyCollection<string> Languages { get; } = [English, Russian];

    public abstract string Language { get; }

    public abstract string WhenLabel { get; }

    public abstract string FromLabel { get; }

    public abstract string AppsLabel { get; }

    public abstract string ReasonLabel { get; }

    public abstract string TicketLabel { get; }

    public abstract string NoteLabel { get; }

    public abstract string EndLabel { get; }

    /// <summary>The text of the link to the portal.</summary>
    public abstract string OpenPortal { get; }

    /// <summary>Why this mail came, and that nobody reads answers.</summary>
    public abstract string Footer { get; }

    public abstract string UnnamedApp { get; }

    public abstract string Unknown { get; }

    /// <summary>The wording for a person's language, like "ru" or "ru-RU", else for the fallback.</summary>
    public static NoticeWording For(string? language, string fallback) =>
        All.TryGetValue(language?.Split('-', '_')[0] ?? "", out var wording) ? wording : All[fallback];

    /// <summary>The subject line.</summary>
    public abstract string Title(NoticeKind kind, NoticeNames names);

    /// <summary>One or two sentences that say what happened.</summary>
    public abstract string WhatHappened(NoticeKind kind, NoticeNames names);

    /// <summary>What to do if it was not you.</summary>
    public abstract string WhatToDo(NoticeKind kind);

    /// <summary>A moment with the month by name and the zone.</summary>
    public abstract string Exact(DateTimeOffset at);

    /// <summary>The words for one of support's reasons, which stand in the history as codes.</summary>
    public abstract string SupportReason(string code);

    /// <summary>The words for why a support session ended.</summary>
    public abstract string WhyEnded(string code);
}

/// <summary>The names that go into sentences, cleaned.</summary>
/// <param name="Actor">Who did it.</param>
/// <param name="Apps">The apps that it is about; never none.</param>
/// <param name="Server">What the apps have access to, or null for the language's own words.</param>
internal sealed record NoticeNames(string Actor, IReadOnlyList<string> Apps, string? Server)
{
    public string App => Apps[0];

    public int Count => Apps.Count;
}
