namespace TokenPortal.EndToEndTests;
public sealed class PlaceholderTests { [Fact] public void Nothing() { } }
