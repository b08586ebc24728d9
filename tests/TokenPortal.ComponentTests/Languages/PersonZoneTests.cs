using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

public sealed class PersonZoneTests
{
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT-3")]
    public void Read_Zone_IsIt(string id) => Assert.Equal(id, PersonZone.Read(id).Id);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Nowhere/City")]
    [InlineData("../../etc/passwd")]
    [InlineData("/dev/zero")]
    [InlineData("Europe/../Europe/Berlin")]
    public void Read_NoZone_IsUtc(string? id) => Assert.Equal(TimeZoneInfo.Utc, PersonZone.Read(id));
}
