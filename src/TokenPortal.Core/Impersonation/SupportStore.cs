using Microsoft.Extensions.Options;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Impersonation;

/// <summary>Runs the changes of support sessions, and tells the pages of both people to read again.</summary>
internal sealed class SupportStore(GrantStore store, TimeProvider time, IOptions<SupportOptions> options)
{
    /// <summary>How long an approval of a second staff member can be used.</summary>
    public static readonly TimeSpan ApprovalLasts = TimeSpan.FromMinutes(10);

    // A session's sign-in is exchanged right after it began.
    private static readonly TimeSpan ExchangeTakes = TimeSpan.FromMinutes(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateTime ApprovedSince => Now - ApprovalLasts;

    /// <summary>Null when it was not allowed at the moment of the change.</summary>
    public async Task<(Guid Id, DateTimeOffset EndsAt)?> StartAsync(
        Guid sessionId, string actor, SupportRequest request, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var now = Now;
        var touched = await ChangeAsync(
            SupportSql.Start,
            new
            {
                id,
                sessionId,
                actor,
                request.Subject,
                request.Reason,
                ticket = request.Ticket.Trim(),
                note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
                request.Minutes,
                request = request.BreakGlassId,
                now,
                approvedSince = now - ApprovalLasts,
                freshSince = now - AccessRules.Fresh,
                staffRole = options.Value.StaffRole,
                staffRoles = options.Value.StaffRoles,
                fixedChoice = options.Value.FixedChoice?.ToDatabase(),
            },
            cancellationToken);
        return touched.Exists(each => each.Subject == request.Subject)
            ? (id, Times.FromDatabase(now.AddMinutes(request.Minutes)))
            : null;
    }

    /// <param name="subject">Null for any account's.</param>
    /// <param name="endedBy">Null for the supporter.</param>
    public async Task<bool> EndAsync(
        Guid id, string? subject, string endReason, Actor? endedBy, CancellationToken cancellationToken)
    {
        var touched = await ChangeAsync(
            SupportSql.End,
            new
            {
                id,
                subject,
                endReason,
                endedBy = endedBy?.Id,
                addressPrefix = endedBy?.Origin?.AddressPrefix,
                browser = endedBy?.Origin?.Browser,
                now = Now,
            },
            cancellationToken);
        return touched.Count > 0;
    }

    /// <summary>Gives how many were ended.</summary>
    public async Task<int> EndDueAsync(CancellationToken cancellationToken)
    {
        var touched = await ChangeAsync(
            SupportSql.EndDue,
            new
            {
                now = Now,
                startedBefore = Now - ExchangeTakes,
                staffRole = options.Value.StaffRole,
                fixedChoice = options.Value.FixedChoice?.ToDatabase(),
                endedBy = (string?)null,
                addressPrefix = (string?)null,
                browser = (string?)null,
            },
            cancellationToken);
        return touched.Count;
    }

    public async Task ChangeSettingAsync(
        Actor owner, SupportChoice choice, DateTimeOffset? allowedUntil, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            SupportSettingSql.Change,
            new
            {
                subject = owner.Id,
                choice = choice.ToDatabase(),
                allowedUntil = allowedUntil?.UtcDateTime,
                now = Now,
                addressPrefix = owner.Origin?.AddressPrefix,
                browser = owner.Origin?.Browser,
            },
            cancellationToken);
        await store.NotifyAsync(GrantChangeListener.PayloadFor(owner.Id));
    }

    public async Task<SupportSetting> GetSettingAsync(string subject, CancellationToken cancellationToken)
    {
        var row = (await store.ReadAsync<SettingRow>(SupportSettingSql.Find, new { subject }, cancellationToken))
            .SingleOrDefault();
        return new SupportSetting(
            options.Value.FixedChoice ?? SupportChoices.FromDatabase(row?.Choice),
            options.Value.FixedChoice is null ? Times.FromDatabase(row?.AllowedUntil) : null,
            options.Value.FixedChoice is not null);
    }

    public async Task<IReadOnlyList<SupportSession>> ReadAsync(
        string sql, object parameters, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync<SupportSessionRow>(sql, parameters, cancellationToken))
            .Select(row => row.ToSession())];

    public async Task<Guid?> RequestAsync(
        Actor actor, SupportRequest request, CancellationToken cancellationToken)
    {
        var ids = await store.ReadChangesAsync<Guid>(
            BreakGlassSql.Request,
            new
            {
                id = Guid.NewGuid(),
                actor = actor.Id,
                request.Subject,
                request.Reason,
                ticket = request.Ticket.Trim(),
                note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(),
                request.Minutes,
                now = Now,
                expiresAt = Now + ApprovalLasts,
                staffRoles = options.Value.StaffRoles,
                addressPrefix = actor.Origin?.AddressPrefix,
                browser = actor.Origin?.Browser,
            },
            cancellationToken);
        if (ids.Count == 0) return null;
        await store.NotifyAsync(GrantChangeListener.PayloadFor(request.Subject));
        return ids[0];
    }

    public async Task<bool> AnswerAsync(Actor actor, Guid id, bool approved, CancellationToken cancellationToken)
    {
        var requesters = await store.ReadChangesAsync<string>(
            BreakGlassSql.Answer,
            new
            {
                id,
                actor = actor.Id,
                approved,
                now = Now,
                addressPrefix = actor.Origin?.AddressPrefix,
                browser = actor.Origin?.Browser,
            },
            cancellationToken);
        foreach (var requester in requesters) await store.NotifyAsync(GrantChangeListener.PayloadFor(requester));
        return requesters.Count > 0;
    }

    public async Task<IReadOnlyList<BreakGlassRequest>> ReadRequestsAsync(
        string sql, string actor, CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync<BreakGlassRow>(
                sql, new { actor, now = Now, approvedSince = ApprovedSince }, cancellationToken))
            .Select(row => row.ToRequest())];

    private async Task<List<TouchedRow>> ChangeAsync(
        string sql, object parameters, CancellationToken cancellationToken)
    {
        var touched = await store.ReadChangesAsync<TouchedRow>(sql, parameters, cancellationToken);
        foreach (var subject in touched.SelectMany(row => new[] { row.Subject, row.Actor }).Distinct())
            await store.NotifyAsync(GrantChangeListener.PayloadFor(subject));
        return touched;
    }

    /// <summary>Whose pages a change is seen on.</summary>
    private sealed record TouchedRow(string Subject, string Actor);

    /// <summary>A row of <see cref="SupportSettingSql.Find"/>.</summary>
    private sealed record SettingRow(string Choice, DateTime? AllowedUntil);
}
