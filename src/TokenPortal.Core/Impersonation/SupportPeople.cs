using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;

namespace TokenPortal.Core.Impersonation;

/// <summary>Whom support can find: people who signed in here, and the ones of the operator's directory, if there is one.</summary>
internal sealed class SupportPeople(
    GrantStore store, IEnumerable<IPeopleDirectory> directories, IOptions<SupportOptions> options)
{
    private const string Find = """
        select
            p.subject as "Subject", p.name as "Name", p.email as "Email", p.roles && @staffRoles as "IsStaff",
            g.choice as "Choice", g.allowed_until as "AllowedUntil"
        from portal.people p
        left join portal.support_settings g on g.subject = p.subject
        where p.subject = any(@subjects) or lower(p.email) = lower(@text)
        order by p.email, p.subject
        """;

    private const string Note = """
        insert into portal.people (subject, email, name, roles)
        values (@subject, @email, @name, @roles)
        on conflict (subject) do nothing
        """;

    public async Task<IReadOnlyList<SupportedPerson>> FindAsync(string text, CancellationToken cancellationToken)
    {
        List<Person> listed = [];
        foreach (var directory in directories) listed.AddRange(await directory.FindAsync(text, cancellationToken));

        var rows = await store.ReadAsync<PersonRow>(
            Find,
            new
            {
                text,
                subjects = listed.Select(person => person.Subject).Append(text).ToArray(),
                staffRoles = options.Value.StaffRoles,
            },
            cancellationToken);
        var known = rows.Select(row => row.ToPerson(options.Value));
        var unknown = listed.ExceptBy(rows.Select(row => row.Subject), person => person.Subject).Select(person =>
            new SupportedPerson(
                person.Subject, person.Name, person.Email, !IsStaff(person),
                new SupportSetting(options.Value.FixedChoice ?? SupportChoice.WithReason, null,
                    options.Value.FixedChoice is not null)));
        return [.. known, .. unknown];
    }

    /// <summary>Keeps a person of the directory, so that a support session can be about them.</summary>
    public async Task KeepAsync(string subject, CancellationToken cancellationToken)
    {
        foreach (var directory in directories)
        {
            var person = (await directory.FindAsync(subject, cancellationToken))
                .FirstOrDefault(each => each.Subject == subject);
            if (person is null) continue;
            await store.ExecuteAsync(
                Note,
                new { person.Subject, person.Email, person.Name, roles = person.Roles.ToArray() }, cancellationToken);
        }
    }

    private bool IsStaff(Person person) => person.Roles.Intersect(options.Value.StaffRoles).Any();

    /// <summary>A row of <see cref="Find"/>.</summary>
    private sealed record PersonRow(
        string Subject, string? Name, string? Email, bool IsStaff, string? Choice, DateTime? AllowedUntil)
    {
        public SupportedPerson ToPerson(SupportOptions options) => new(
            Subject, Name, Email, !IsStaff,
            new SupportSetting(
                options.FixedChoice ?? SupportChoices.FromDatabase(Choice), Times.FromDatabase(AllowedUntil),
                options.FixedChoice is not null));
    }
}
