namespace TokenPortal.IntegrationTests;
public sealed class PlaceholderTests { [Fact] public void Nothing() { } }
