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
        insert into portal.people (subject, email, name, roles, first_signed_in_at, last_signed_in_at)
        values (@subject, @email, @name, @roles, @now, @now)
        on conflict (subject) do update
        set email = excluded.email, name = excluded.name, roles = excluded.roles,
            last_signed_in_at = excluded.last_signed_in_at,
            apps_seen_at = coalesce(people.apps_seen_at, people.first_signed_in_at, excluded.last_signed_in_at)
        where people.suspended_at is null
        """;

    public async Task<bool> RecordSignInAsync(Person person, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            person.Subject,
            person.Email,
            person.Name,
            roles = person.Roles.ToArray(),
            now = time.GetUtcNow().UtcDateTime,
        };
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await connection.ExecuteAsync(
                new CommandDefinition(Upsert, parameters, cancellationToken: cancellationToken)) > 0;
        }
        catch (NpgsqlException exception)
        {
            throw new GrantStoreException(GrantStoreFailure.OutcomeUnknown, exception);
        }
    }
}
