using TokenPortal.Core.Grants;

namespace TokenPortal.UnitTests.Core.Grants;

public sealed class GrantChangeListenerTests
{
    [Fact]
    public void PayloadFor_ASubject_IsTheLowerCaseHexOfItsHash() => Assert.Equal(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", GrantChangeListener.PayloadFor("abc"));
}
