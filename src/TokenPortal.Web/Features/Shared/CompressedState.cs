using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Features.Shared;

/// <summary>
/// What a page keeps between prerendering and its circuit, packed before it is sealed: it travels to the browser and back,
/// and sealed it cannot be compressed any more.
/// </summary>
internal sealed class CompressedState<T> : PersistentComponentStateSerializer<T>
{
    public override void Persist(T value, IBufferWriter<byte> writer)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(packing, value, JsonSerializerOptions.Web);
        writer.Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public override T Restore(ReadOnlySequence<byte> data)
    {
        using var unpacking = new BrotliStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(unpacking, JsonSerializerOptions.Web)!;
    }
}
