using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TokenPortal.Authority.Database;

namespace TokenPortal.Authority.Seeding;

/// <summary>Brings people, scopes and clients of the settings into the database, each at most once.</summary>
internal sealed class Seeder(
    AuthorityDbContext database,
    IOpenIddictApplicationManager applications,
    IOpenIddictScopeManager scopes,
    IPasswordHasher<User> passwords,
    SeedSource source)
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        // One transaction under a lock: a client and the mark that it was seeded stand or fall together,
        // and a second instance that starts at the same moment waits and then finds everything there.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Database.ExecuteSqlRawAsync(
            "select pg_advisory_xact_lock(hashtext('authority.seed'))", cancellationToken);
        await SeedScopesAsync(cancellationToken);
        await SeedUsersAsync(cancellationToken);
        await SeedClientsAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task SeedScopesAsync(CancellationToken cancellationToken)
    {
        foreach (var scope in KnownScopes.All)
        {
            if (await scopes.FindByNameAsync(scope.Name, cancellationToken) is not null)
            {
                continue;
            }

            var descriptor = new OpenIddictScopeDescriptor
            {
                Name = scope.Name,
                DisplayName = scope.English.DisplayName,
                Description = scope.English.Description,
                DisplayNames =
                {
                    [English] = scope.English.DisplayName,
                    [Russian] = scope.Russian.DisplayName,
                },
                Descriptions =
                {
                    [English] = scope.English.Description,
                    [Russian] = scope.Russian.Description,
                },
            };
            if (scope.Resource is not null)
            {
                descriptor.Resources.Add(scope.Resource);
            }

            await scopes.CreateAsync(descriptor, cancellationToken);
        }
    }

    private async Task SeedUsersAsync(CancellationToken cancellationToken)
    {
        foreach (var user in source.Options.Users)
        {
            if (await database.Users.AnyAsync(u => u.Subject == user.Subject, cancellationToken))
            {
                continue;
            }

            var entity = new User
            {
                Subject = user.Subject,
                Email = User.Normalize(user.Email),
                Name = user.Name,
                Roles = [.. user.Roles],
                CreatedAt = source.Now,
            };
            entity.PasswordHash = passwords.HashPassword(entity, user.Password);
            database.Users.Add(entity);
        }

        await database.SaveChangesAsync(cancellationToken);
    }

    private async Task SeedClientsAsync(CancellationToken cancellationToken)
    {
        foreach (var client in source.Options.Clients)
        {
            if (await database.SeededClients.AnyAsync(c => c.ClientId == client.ClientId, cancellationToken))
            {
                continue;
            }

            if (await applications.FindByClientIdAsync(client.ClientId, cancellationToken) is null)
            {
                await applications.CreateAsync(ClientDescriptor.From(client, source.Now), cancellationToken);
            }

            database.SeededClients.Add(new SeededClient { ClientId = client.ClientId, SeededAt = source.Now });
        }

        await database.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>What to seed, and the time that is written beside it.</summary>
internal sealed class SeedSource(IOptions<AuthorityOptions> options, TimeProvider clock)
{
    public AuthorityOptions Options => options.Value;

    public DateTimeOffset Now => clock.GetUtcNow();
}
