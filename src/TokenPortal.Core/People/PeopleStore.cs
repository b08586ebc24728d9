using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.People;

internal sealed class PeopleStore(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, TimeProvider time) : IPeople
{
    // The first time that somebody is here, whether or not they were known before, no app is new to them.
    private const string Upsert = """
        insert into portal.people (subject, email, name, roles, first_signed_in_at, last_signed_in_at, language)
        values (@subject, @email, @name, @roles, @now, @now, @language)
        on conflict (subject) do update
        set email = excluded.email, name = excluded.name, roles = excluded.roles,
            last_signed_in_at = excluded.last_signed_in_at,
            language = coalesce(excluded.language, people.language),
            apps_seen_at = coalesce(people.apps_seen_at, people.first_signed_in_at, excluded.last_signed_in_at)
        where people.suspended_at is null
        """;

    private const string SetLanguage = "update portal.people set language = @language where subject = @subject";

    public async Task<bool> RecordSignInAsync(Person person, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            person.Subject,
            person.Email,
            person.Name,
            person.Language,
            roles = person.Roles.ToArray(),
            now = time.GetUtcNow().UtcDateTime,
        };
        return await ExecuteAsync(Upsert, parameters, cancellationToken) > 0;
    }

    public Task ChooseLanguageAsync(string subject, string language, CancellationToken cancellationToken) =>
        ExecuteAsync(SetLanguage, new { subject, language }, cancellationToken);

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await connection.ExecuteAsync(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        catch (NpgsqlException exception)
        {
            throw new GrantStoreException(GrantStoreFailure.OutcomeUnknown, exception);
        }
    }
}
