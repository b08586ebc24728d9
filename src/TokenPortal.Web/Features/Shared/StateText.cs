namespace TokenPortal.Web.Features.Shared;

internal static class StateText
{
    public const string Loading = "Loading…";
    public const string FailedTitle = "We cannot show this right now";
    public const string FailedText = "Our database does not answer. Opening this page has changed nothing. We keep "
        + "trying, and the page will appear by itself.";
    public const string Retry = "Try now";
}
