namespace TokenPortal.Web.Notices;

/// <summary>A notice in words, before it becomes a mail.</summary>
/// <param name="Facts">Label and value, in the order in which they are shown.</param>
internal sealed record NoticeText(
    string Language, string Title, string WhatHappened, IReadOnlyList<(string Label, string Value)> Facts)
{
    public required string WhatToDo { get; init; }

    public required (string Text, Uri Address) Link { get; init; }

    public required string Footer { get; init; }

    /// <summary>As plain text, in lines that mail programs wrap as they like.</summary>
    public string ToPlainText() => string.Join("\n\n",
        Title, WhatHappened, string.Join('\n', Facts.Select(fact => $"{fact.Label}: {fact.Value}")), WhatToDo,
        $"{Link.Text}:\n{Link.Address}", $"-- \n{Footer}") + "\n";
}
