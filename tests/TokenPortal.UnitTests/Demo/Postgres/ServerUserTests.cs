using TokenPortal.Demo.Postgres;

namespace TokenPortal.UnitTests.Demo.Postgres;

public sealed class ServerUserTests
{
    [Fact]
    public void FindAccount_PostgresExists_IsThat() => Assert.Equal(
        ("104", "106"),
        ServerUser.FindAccount(["root:x:0:0:root:/root:/bin/sh", "postgres:x:104:106:,,,:/var/lib/pg:/bin/sh"]));

    [Fact]
    public void FindAccount_NoPostgres_IsNobody() =>
        Assert.Equal(("65534", "65534"), ServerUser.FindAccount(["root:x:0:0:root:/root:/bin/sh"]));
}
