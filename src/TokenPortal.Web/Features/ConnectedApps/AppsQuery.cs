namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>What of the list is shown, and in which order.</summary>
public enum AppsOrder
{
    Used,
    Granted,
    Reach,
    Name,
}

/// <summary>Which apps are shown: those that all of these are true of.</summary>
[Flags]
public enum AppsFilter
{
    None = 0,
    Unused = 1,
    Write = 2,
    Away = 4,
    Devices = 8,
    New = 16,
}

/// <summary>What a reader looks for, as it stands in the page's address. What cannot be read filters nothing.</summary>
public sealed record AppsQuery(string Search, AppsOrder Order, AppsFilter Filter)
{
    public const string SearchParameter = "q";
    public const string OrderParameter = "sort";
    public const string FilterParameter = "only";

    public const int LongestSearch = 80;

    public static AppsQuery Everything { get; } = new("", AppsOrder.Used, AppsFilter.None);

    /// <summary>Every filter by itself.</summary>
    public static IReadOnlyList<AppsFilter> Filters { get; } =
        [.. Enum.GetValues<AppsFilter>().Except([AppsFilter.None])];

    public bool Narrows => Search.Length > 0 || Filter is not AppsFilter.None;

    public static AppsQuery Parse(string? search, string? order, IEnumerable<string?>? filters) => new(
        Search: search?.Trim() is { } text ? text[..Math.Min(text.Length, LongestSearch)] : "",
        Order: Enum.GetValues<AppsOrder>().FirstOrDefault(value => Word(value) == order),
        Filter: Filters.Where(value => (filters ?? []).Contains(Word(value), StringComparer.Ordinal))
            .Aggregate(AppsFilter.None, (all, one) => all | one));

    public bool Has(AppsFilter filter) => (Filter & filter) != 0;

    public AppsQuery With(AppsFilter filter, bool on) => this with { Filter = on ? Filter | filter : Filter & ~filter };

    /// <summary>The page's address, relative to the base of the site.</summary>
    public string ToAddress()
    {
        List<KeyValuePair<string, string?>> parameters = [];
        if (Search.Length > 0) parameters.Add(new(SearchParameter, Search));
        if (Order != Everything.Order) parameters.Add(new(OrderParameter, Word(Order)));
        parameters.AddRange(Filters.Where(Has).Select(filter =>
            KeyValuePair.Create<string, string?>(FilterParameter, Word(filter))));
        return QueryString.Create(parameters).ToString();
    }

    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
