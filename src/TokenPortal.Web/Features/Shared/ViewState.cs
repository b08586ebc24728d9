namespace TokenPortal.Web.Features.Shared;

/// <summary>What a page has to show.</summary>
public enum ViewState
{
    Loading,
    Ready,
    Empty,
    Failed,
}
