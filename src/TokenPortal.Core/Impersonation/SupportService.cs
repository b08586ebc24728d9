using Microsoft.Extensions.Options;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Impersonation;

internal sealed class SupportService(
    IAccess access, SupportStore store, SupportPeople people, HistoryWriter history, TimeProvider time,
    IOptions<SupportOptions> options) : ISupport
{
    private static readonly TimeSpan LongestAllowance = TimeSpan.FromDays(1);

    public async Task<AccessResult<IReadOnlyList<SupportedPerson>>> FindAsync(
        Caller caller, string subjectOrEmail, CancellationToken cancellationToken)
    {
        if (await access.DecideAsync(caller, Operation.Support, cancellationToken) is Decision.Refused refused)
            return new AccessResult<IReadOnlyList<SupportedPerson>>.Refused(refused.Reason);
        var text = subjectOrEmail.Trim();
        return new AccessResult<IReadOnlyList<SupportedPerson>>.Done(
            text.Length == 0 ? [] : await people.FindAsync(text, cancellationToken));
    }

    public async Task<StartResult> StartAsync(
        Caller caller, SupportRequest request, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(caller, Operation.StartSupport, cancellationToken);
        if (decision is not Decision.Allowed allowed)
            return new StartResult.Refused(((Decision.Refused)decision).Reason);
        if (request.Fault is { } fault) return new StartResult.Invalid(fault);

        var person = (await people.FindAsync(request.Subject, cancellationToken))
            .FirstOrDefault(each => each.Subject == request.Subject);
        if (person is null) return new StartResult.UnknownPerson();
        if (!person.IsUser || person.Subject == allowed.Actor.Id) return new StartResult.NotAUser();
        if (request.BreakGlassId is null && !person.Setting.IsOpenAt(time.GetUtcNow()))
        {
            await NoteRefusedAsync(allowed.Actor, request, cancellationToken);
            return new StartResult.Closed(person.Setting.Choice);
        }

        await people.KeepAsync(request.Subject, cancellationToken);
        var started = await store.StartAsync(caller.SessionId, allowed.Actor.Id, request, cancellationToken);
        return started is { } session
            ? new StartResult.Started(session.Id, person, session.EndsAt)
            : new StartResult.Closed(person.Setting.Choice);
    }

    // In the history of the person who closed the account, and of the one who wanted in.
    private async Task NoteRefusedAsync(Actor staff, SupportRequest request, CancellationToken cancellationToken)
    {
        var actor = staff with
        {
            Reason = RevocationReason.Support,
            Support = new SupportAct(SupportSessionId: null, request.Reason, request.Ticket, request.Note),
        };
        foreach (var subject in new[] { request.Subject, staff.Id })
        {
            await history.WriteAsync(
                new HistoryEvent(subject, HistoryKind.SupportRefused, actor), cancellationToken);
        }
    }

    public Task EndAsync(Guid supportSessionId, CancellationToken cancellationToken) =>
        store.EndAsync(supportSessionId, subject: null, "staff", endedBy: null, cancellationToken);

    public async Task<AccessResult<bool>> EndAsOwnerAsync(
        Caller caller, Guid supportSessionId, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, Operation.EndSupport, cancellationToken) switch
        {
            Decision.Allowed { Actor.Support: null } allowed => new AccessResult<bool>.Done(await store.EndAsync(
                supportSessionId, allowed.Actor.Id, "user", allowed.Actor, cancellationToken)),
            Decision.Refused refused => new AccessResult<bool>.Refused(refused.Reason),
            _ => new AccessResult<bool>.Refused(Refusal.ReadOnly),
        };

    public Task<bool> EndAsOperatorAsync(
        Guid supportSessionId, string actor, CancellationToken cancellationToken) =>
        store.EndAsync(
            supportSessionId, subject: null, "operator", new Actor(actor, RevocationReason.Issuer), cancellationToken);

    public async Task<SupportSession?> FindOfSessionAsync(Guid sessionId, CancellationToken cancellationToken) =>
        (await store.ReadAsync(SupportSql.OfSession, new { sessionId }, cancellationToken)).SingleOrDefault();

    public async Task<AccessResult<IReadOnlyList<SupportSession>>> FindAtAccountAsync(
        Caller caller, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, Operation.ViewSupportSetting, cancellationToken) is Decision.Refused refused
            ? new AccessResult<IReadOnlyList<SupportSession>>.Refused(refused.Reason)
            : new AccessResult<IReadOnlyList<SupportSession>>.Done(await store.ReadAsync(
                SupportSql.AtAccount,
                new { subject = caller.Account, now = time.GetUtcNow().UtcDateTime }, cancellationToken));

    public async Task<AccessResult<SupportSetting>> GetSettingAsync(
        Caller caller, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, Operation.ViewSupportSetting, cancellationToken) is Decision.Refused refused
            ? new AccessResult<SupportSetting>.Refused(refused.Reason)
            : new AccessResult<SupportSetting>.Done(await store.GetSettingAsync(caller.Account, cancellationToken));

    public async Task<AccessResult<SupportSetting>> ChangeSettingAsync(
        Caller caller, SupportChoice choice, TimeSpan? allowedFor, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(caller, Operation.ChangeSupportSetting, cancellationToken);
        if (decision is not Decision.Allowed allowed)
            return new AccessResult<SupportSetting>.Refused(((Decision.Refused)decision).Reason);
        if (options.Value.FixedChoice is not null) return new AccessResult<SupportSetting>.Refused(Refusal.ReadOnly);

        var allowedUntil = choice == SupportChoice.WhenAllowed && allowedFor > TimeSpan.Zero
            ? time.GetUtcNow() + (allowedFor.Value < LongestAllowance ? allowedFor.Value : LongestAllowance)
            : (DateTimeOffset?)null;
        await store.ChangeSettingAsync(allowed.Actor, choice, allowedUntil, cancellationToken);
        return new AccessResult<SupportSetting>.Done(
            await store.GetSettingAsync(caller.Account, cancellationToken));
    }
}
