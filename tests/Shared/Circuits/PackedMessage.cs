using System.Buffers.Binary;
using System.Text;

namespace TokenPortal.Tests.Shared.Circuits;

/// <summary>
/// As much of MessagePack (github.com/msgpack/msgpack/blob/master/spec.md) as the hub protocol of circuits takes: null,
/// booleans, whole numbers, text, bytes, arrays and empty maps. A message goes behind its length.
/// </summary>
internal static class PackedMessage
{
    private const int LengthBits = 7;
    private const byte MoreLength = 0x80;

    public static byte[] Write(params object?[] message)
    {
        List<byte> body = [];
        Write(body, message);
        List<byte> framed = [];
        for (var left = body.Count; ; left >>= LengthBits)
        {
            framed.Add((byte)(left < MoreLength ? left : (left & (MoreLength - 1)) | MoreLength));
            if (left < MoreLength) break;
        }

        return [.. framed, .. body];
    }

    /// <summary>The messages that lie one behind the other.</summary>
    public static List<object?[]> Read(ReadOnlySpan<byte> framed)
    {
        List<object?[]> messages = [];
        while (framed.Length > 0)
        {
            var (length, shift) = (0, 0);
            byte next;
            do
            {
                next = framed[0];
                framed = framed[1..];
                length |= (next & (MoreLength - 1)) << shift;
                shift += LengthBits;
            }
            while (next >= MoreLength);

            var body = framed[..length];
            framed = framed[length..];
            messages.Add((object?[])ReadValue(ref body)!);
        }

        return messages;
    }

    private static void Write(List<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                to.Add(0xc0);
                break;
            case bool flag:
                to.Add((byte)(flag ? 0xc3 : 0xc2));
                break;
            case int number:
                to.Add(0xd2);
                to.AddRange(Bytes(number));
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                to.Add(0xdb);
                to.AddRange(Bytes(bytes.Length));
                to.AddRange(bytes);
                break;
            case EmptyMap:
                to.Add(0x80);
                break;
            case object?[] items:
                to.Add((byte)(0x90 | items.Length));
                foreach (var item in items) Write(to, item);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is not written", nameof(value));
        }
    }

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static object? ReadValue(ref ReadOnlySpan<byte> from)
    {
        var head = Take(ref from, 1)[0];
        return head switch
        {
            < 0x80 => (long)head,
            < 0x90 => ReadMap(ref from, head & 0x0f),
            < 0xa0 => ReadArray(ref from, head & 0x0f),
            < 0xc0 => Encoding.UTF8.GetString(Take(ref from, head & 0x1f)),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 or 0xc5 or 0xc6 => Take(ref from, ReadNumber(ref from, 1 << (head - 0xc4))).ToArray(),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Take(ref from, sizeof(double))),
            0xcc or 0xcd or 0xce or 0xcf => ReadNumber(ref from, 1 << (head - 0xcc)),
            0xd0 or 0xd1 or 0xd2 or 0xd3 => ReadNumber(ref from, 1 << (head - 0xd0)),
            0xd9 or 0xda or 0xdb => Encoding.UTF8.GetString(Take(ref from, ReadNumber(ref from, 1 << (head - 0xd9)))),
            0xdc or 0xdd => ReadArray(ref from, ReadNumber(ref from, 2 << (head - 0xdc))),
            >= 0xe0 => (long)(sbyte)head,
            _ => throw new InvalidDataException($"0x{head:x} is not read"),
        };
    }

    private static object?[] ReadArray(ref ReadOnlySpan<byte> from, long count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++) items[i] = ReadValue(ref from);
        return items;
    }

    private static EmptyMap ReadMap(ref ReadOnlySpan<byte> from, int count)
    {
        for (var i = 0; i < 2 * count; i++) ReadValue(ref from);
        return default;
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> from, int size)
    {
        long number = 0;
        foreach (var part in Take(ref from, size)) number = (number << 8) | part;
        return number;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, long count)
    {
        var taken = from[..(int)count];
        from = from[(int)count..];
        return taken;
    }

    /// <summary>Headers that nobody sets.</summary>
    public readonly record struct EmptyMap;
}
