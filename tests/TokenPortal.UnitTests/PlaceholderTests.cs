namespace TokenPortal.UnitTests;
public sealed class PlaceholderTests { [Fact] public void Nothing() { } }
