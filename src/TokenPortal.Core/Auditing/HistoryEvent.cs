using Dapper;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>Something that happened to a person's account and is about no app.</summary>
/// <param name="Subject">In whose history it stands.</param>
internal sealed record HistoryEvent(string Subject, HistoryKind Kind, Actor Actor)
{
    /// <summary>More in a word or two; null takes the note of the actor's support session.</summary>
    public string? Note { get; init; }

    /// <summary>All that <see cref="HistorySql.Insert"/> needs.</summary>
    public DynamicParameters ToParameters(DateTimeOffset now)
    {
        var actor = ActorParameters.From(Actor);
        var parameters = new DynamicParameters(actor with { Note = Note ?? actor.Note });
        parameters.AddDynamicParams(new { subject = Subject, kind = Kind.ToHistory(), now = now.UtcDateTime });
        return parameters;
    }
}
