using System.Buffers;
using System.Text.Json;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.ComponentTests.Features.Shared;

public sealed class CompressedStateTests
{
    [Fact]
    public void Restore_OfWhatWasKept_GivesItBackAndTookLittleRoom()
    {
        var now = DateTimeOffset.UnixEpoch;
        var scopes = new Dictionary<string, TokenPortal.Core.Grants.ScopeText>();
        var apps = Enumerable.Range(1, 50)
            .Select(i => AppCardModel.From(Apps.Named($"App {i:000} \u044f"), scopes, now)).ToList();
        var kept = new ConnectedAppsSnapshot(apps, "stamp", now, Failed: false);
        var state = new CompressedState<ConnectedAppsSnapshot>();
        var written = new ArrayBufferWriter<byte>();

        state.Persist(kept, written);
        var restored = state.Restore(new ReadOnlySequence<byte>(written.WrittenMemory));

        Assert.Equal(JsonSerializer.Serialize(kept), JsonSerializer.Serialize(restored));
        Assert.InRange(written.WrittenCount, 1, JsonSerializer.SerializeToUtf8Bytes(kept).Length / 4);
    }
}
