namespace TokenPortal.Core.Auditing;

/// <summary>From where somebody acted, in as little as helps to recognize it.</summary>
/// <param name="AddressPrefix">The network, not the address: /24 for IPv4, /48 for IPv6.</param>
/// <param name="Browser">In words, like "Firefox on Windows".</param>
public sealed record Origin(string? AddressPrefix, string? Browser);
