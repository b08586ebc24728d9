using TokenPortal.Demo.Postgres;

namespace TokenPortal.UnitTests.Demo.Postgres;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenportal").FullName;

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18")]
    [InlineData("postgres (PostgreSQL) 18.4", "18.4")]
    [InlineData("postgres (PostgreSQL) 19beta1", "19.0")]
    public void ParseVersion_ServerAnswer_IsMajorAndMinor(string answer, string version) =>
        Assert.Equal(Version.Parse(version), PostgresBinaries.ParseVersion(answer));

    [Theory]
    [InlineData("")]
    [InlineData("bash: postgres: cannot execute")]
    public void ParseVersion_OtherText_IsNothing(string answer) => Assert.Null(PostgresBinaries.ParseVersion(answer));

    [Fact]
    public void InstalledFolders_SeveralVersions_NewestFirstThenPath()
    {
        string[] versions = ["9.6", "15", "17"];
        foreach (var version in versions) Directory.CreateDirectory(Path.Combine(_folder, version, "bin"));
        var path = Directory.CreateDirectory(Path.Combine(_folder, "path")).FullName;

        var folders = PostgresBinaries.InstalledFolders(_folder, path + Path.PathSeparator + "/not/there").ToList();

        Assert.Equal(Path.Combine(_folder, "17", "bin"), folders[0]);
        Assert.Equal(Path.Combine(_folder, "15", "bin"), folders[1]);
        Assert.Equal(path, folders[^1]);
    }

    [Fact]
    public void InstalledFolders_NothingInstalled_IsEmpty() =>
        Assert.Empty(PostgresBinaries.InstalledFolders(Path.Combine(_folder, "none"), path: null));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
