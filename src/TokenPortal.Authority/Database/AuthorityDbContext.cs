using Microsoft.EntityFrameworkCore;

namespace TokenPortal.Authority.Database;

/// <summary>OpenIddict's entities under their default names, and our own in the schema `authority`.</summary>
public sealed class AuthorityDbContext(DbContextOptions<AuthorityDbContext> options) : DbContext(options)
{
    internal const string Schema = "authority";

    internal const string MigrationsTable = "migrations";

    internal DbSet<User> Users => Set<User>();

    internal DbSet<SeededClient> SeededClients => Set<SeededClient>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Named: a role called like the schema below would otherwise get OpenIddict's tables there ("$user", public).
        modelBuilder.HasDefaultSchema("public");
        modelBuilder.UseOpenIddict();

        modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users", Schema);
            user.HasKey(u => u.Subject).HasName("users_pkey");
            user.HasIndex(u => u.Email).IsUnique().HasDatabaseName("users_email_key");
            user.Property(u => u.Subject).HasColumnName("subject").HasMaxLength(400);
            user.Property(u => u.Email).HasColumnName("email").HasMaxLength(320);
            user.Property(u => u.Name).HasColumnName("name").HasMaxLength(200);
            user.Property(u => u.PasswordHash).HasColumnName("password_hash").HasMaxLength(200);
            user.PrimitiveCollection(u => u.Roles).HasColumnName("roles");
            user.Property(u => u.CreatedAt).HasColumnName("created_at");
        });

        modelBuilder.Entity<SeededClient>(client =>
        {
            client.ToTable("seeded_clients", Schema);
            client.HasKey(c => c.ClientId).HasName("seeded_clients_pkey");
            client.Property(c => c.ClientId).HasColumnName("client_id").HasMaxLength(100);
            client.Property(c => c.SeededAt).HasColumnName("seeded_at");
        });
    }
}
