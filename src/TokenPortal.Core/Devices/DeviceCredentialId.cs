using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TokenPortal.Core.Devices;

/// <summary>
/// The id of a device credential: "dcr_" and 16 letters or digits. It is made from the first refresh token's id, so that
/// a token that is older than its family keeps the same one.
/// </summary>
public sealed partial record DeviceCredentialId
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Prefix = "dcr_";
    private const int Length = 16;

    private readonly string _value;

    private DeviceCredentialId(string value) => _value = value;

    /// <summary>Reads an id; any other text gives false, and nothing throws.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DeviceCredentialId? id)
    {
        id = text is not null && Pattern().IsMatch(text) ? new DeviceCredentialId(text) : null;
        return id is not null;
    }

    public override string ToString() => _value;

    internal static DeviceCredentialId For(string firstTokenId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(firstTokenId));
        var number = new System.Numerics.BigInteger(hash, isUnsigned: true);
        return new DeviceCredentialId(string.Create(Prefix.Length + Length, number, static (text, rest) =>
        {
            Prefix.CopyTo(text);
            for (var i = Prefix.Length; i < text.Length; i++)
            {
                rest = System.Numerics.BigInteger.DivRem(rest, Alphabet.Length, out var digit);
                text[i] = Alphabet[(int)digit];
            }
        }));
    }

    [GeneratedRegex(@"\Adcr_[A-Za-z0-9]{16}\z")]
    private static partial Regex Pattern();
}
