namespace TokenPortal.Web.Features.History;

/// <summary>How far back a reader wants to look.</summary>
public enum HistoryPeriod
{
    Week,
    Month,
    Year,
}
