using MudBlazor;

namespace TokenPortal.Web.Features.Messages;

internal static class MessageIcon
{
    public const string Broken = Icons.Material.Rounded.CloudOff;
    public const string Compass = Icons.Material.Rounded.ExploreOff;
    public const string Done = Icons.Material.Rounded.CheckCircle;
    public const string Lock = Icons.Material.Rounded.Lock;
}
