namespace TokenPortal.ComponentTests;
public sealed class PlaceholderTests { [Fact] public void Nothing() { } }
