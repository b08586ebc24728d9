namespace TokenPortal.OpenIddict;
internal sealed class Placeholder;
